"""Entropy, mutual information and divergence estimated from samples by nearest neighbours."""

from __future__ import annotations

from typing import TYPE_CHECKING

from minent._lazy import lazy_names

if TYPE_CHECKING:
    from minent.entropy.discrete import discrete_entropy as discrete_entropy
    from minent.entropy.divergence import js_divergence as js_divergence
    from minent.entropy.divergence import kl_divergence as kl_divergence
    from minent.entropy.entropies import conditional_entropy as conditional_entropy
    from minent.entropy.entropies import entropy as entropy
    from minent.entropy.entropies import joint_entropy as joint_entropy
    from minent.entropy.estimates import Estimate as Estimate
    from minent.entropy.information import conditional_mutual_information as conditional_mutual_information
    from minent.entropy.information import mutual_information as mutual_information
    from minent.entropy.information import total_correlation as total_correlation
    from minent.entropy.information import transfer_entropy as transfer_entropy
    from minent.entropy.mixtures import discrete_mutual_information as discrete_mutual_information
    from minent.entropy.mixtures import mixture_mutual_information as mixture_mutual_information
    from minent.entropy.options import SampleOptions as SampleOptions
    from minent.entropy.options import SearchOptions as SearchOptions
    from minent.entropy.uncertainty import PermutationTest as PermutationTest
    from minent.entropy.uncertainty import Uncertainty as Uncertainty
    from minent.entropy.uncertainty import permutation_test as permutation_test
    from minent.entropy.uncertainty import subsampling as subsampling

__getattr__, __all__ = lazy_names(
    "minent.entropy",
    {
        "minent.entropy.discrete": ("discrete_entropy",),
        "minent.entropy.divergence": ("js_divergence", "kl_divergence"),
        "minent.entropy.entropies": ("conditional_entropy", "entropy", "joint_entropy"),
        "minent.entropy.estimates": ("Estimate",),
        "minent.entropy.mixtures": ("discrete_mutual_information", "mixture_mutual_information"),
        "minent.entropy.information": (
            "conditional_mutual_information",
            "mutual_information",
            "total_correlation",
            "transfer_entropy",
        ),
        "minent.entropy.options": ("SampleOptions", "SearchOptions"),
        "minent.entropy.uncertainty": ("PermutationTest", "Uncertainty", "permutation_test", "subsampling"),
    },
)
