"""Mutual information and its kin by nearest neighbours in the joint space."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from minent.arguments import integer
from minent.entropy.estimates import Estimate
from minent.entropy.joint import JointSpace, read_variables
from minent.entropy.options import SampleOptions
from minent.entropy.samples import check_lengths, read_sample
from minent.entropy.special import digamma_of_counts, psi
from minent.errors import InputError, ParameterError

if TYPE_CHECKING:
    from typing_extensions import Unpack

    from minent.entropy.options import SampleKeywords


def mutual_information(
    x: Any, y: Any, k: int = 3, *, algorithm: Literal[1, 2] = 1, **options: Unpack[SampleKeywords]
) -> float | Estimate:
    """Mutual information of two continuous variables (Kraskov, Stoegbauer and Grassberger).

    Columns are scaled to variance 1 first, so units do not matter.

    Parameters
    ----------
    x, y : arrays, shape (n, d) or (n,)
        Observed together.
    k : int
        Neighbours.
    algorithm : {1, 2}
        1 has less variance, 2 less bias for strong dependence.
    **options
        ``base``, ``ties``, ``seed``, ``method``, ``workers``, ``full``, see `SampleOptions`. Ties are equal rows
        of (x, y). Equal values of x or y alone bias the estimate; see `mixture_mutual_information`.

    Returns
    -------
    float or Estimate
        In units of the base; may be slightly negative. The same for (y, x), for any number of workers and,
        except for algorithm 2 with equal distances, any order of rows.

    Raises
    ------
    InputError
        If values are missing, infinite, constant or repeated, lengths differ, or rows are too few for k.
    ParameterError
        If a parameter is out of range.

    Notes
    -----
    Algorithm 1: ``I = psi(k) + psi(n) - <psi(n_x + 1) + psi(n_y + 1)>`` with n_x the number of other points
    that are strictly nearer in x than the k-th neighbour is in the joint space (max norm). Algorithm 2:
    ``I = psi(k) - 1 / k + psi(n) - <psi(n_x) + psi(n_y)>`` with n_x counted up to the reach of the k
    neighbours in x.

    O(n log n + sum of counts / 32) time for small d; O(n) memory, O(nk) for algorithm 2.

    References
    ----------
    A. Kraskov, H. Stoegbauer and P. Grassberger, Physical Review E 69 (2004), 066138.

    Examples
    --------
    >>> import numpy as np
    >>> rng = np.random.default_rng(0)
    >>> x = rng.standard_normal(2000)
    >>> round(mutual_information(x, x + rng.standard_normal(2000)), 1)  # 0.5 bits
    0.5
    """
    if algorithm not in (1, 2):
        raise ParameterError(f"algorithm must be 1 or 2, not {algorithm!r}")
    chosen = SampleOptions(**options)
    space = JointSpace(read_variables({"x": x, "y": y}, chosen), k, chosen)
    k, n = space.k, space.n
    space.radius()
    if algorithm == 1:
        local = psi(k) + psi(n) - (digamma_of_counts(space.counts(0)) + digamma_of_counts(space.counts(1)))
    else:
        terms = np.zeros(n)
        for variable, reach in enumerate(space.extents()):
            near = space.counts(variable, radius=reach, inclusive=True) - 1
            terms += digamma_of_counts(np.maximum(near, 1))
        local = psi(k) - 1 / k + psi(n) - terms
    return chosen.result(local, k)


def conditional_mutual_information(
    x: Any, y: Any, z: Any, k: int = 3, **options: Unpack[SampleKeywords]
) -> float | Estimate:
    """Information that x and y share beyond z (Frenzel and Pompe).

    Columns are scaled to variance 1 first, so units do not matter.

    Parameters
    ----------
    x, y, z : arrays, shape (n, d) or (n,)
        Observed together.
    k : int
        Neighbours.
    **options
        ``base``, ``ties``, ``seed``, ``method``, ``workers``, ``full``, see `SampleOptions`.

    Returns
    -------
    float or Estimate
        In units of the base; may be slightly negative. The same for (y, x, z), any number of workers and any
        order of rows.

    Raises
    ------
    InputError
        If values are missing, infinite, constant or repeated, lengths differ, or rows are too few for k.
    ParameterError
        If a parameter is out of range.

    Notes
    -----
    ``I(X; Y | Z) = psi(k) - <psi(n_xz + 1) + psi(n_yz + 1) - psi(n_z + 1)>``, counts as in
    `mutual_information`. Time and memory are those of `mutual_information`.

    References
    ----------
    S. Frenzel and B. Pompe, Physical Review Letters 99 (2007), 204101.

    Examples
    --------
    A chain x -> z -> y: all that x says of y, z says too.

    >>> import numpy as np
    >>> x, noise, more = np.random.default_rng(0).standard_normal((3, 2000))
    >>> z = x + noise
    >>> y = z + more
    >>> abs(conditional_mutual_information(x, y, z)) < 0.05 < mutual_information(x, y)
    True
    """
    chosen = SampleOptions(**options)
    return _conditional(JointSpace(read_variables({"x": x, "y": y, "z": z}, chosen), k, chosen), chosen)


def _conditional(space: JointSpace, options: SampleOptions) -> float | Estimate:
    space.radius()
    shared = digamma_of_counts(space.counts(0, 2)) + digamma_of_counts(space.counts(1, 2))
    local = psi(space.k) + digamma_of_counts(space.counts(2)) - shared
    return options.result(local, space.k)


def total_correlation(*variables: Any, k: int = 3, **options: Unpack[SampleKeywords]) -> float | Estimate:
    """Information shared by several variables: ``sum of H(X_i) - H(X_1, ..., X_m)``.

    Columns are scaled to variance 1 first, so units do not matter.

    Parameters
    ----------
    *variables : arrays, shape (n, d_i) or (n,)
        Two or more, observed together.
    k : int
        Neighbours.
    **options
        ``base``, ``ties``, ``seed``, ``method``, ``workers``, ``full``, see `SampleOptions`.

    Returns
    -------
    float or Estimate
        In units of the base; may be slightly negative. The same for any number of workers and any order of
        rows.

    Raises
    ------
    InputError
        If values are missing, infinite, constant or repeated, lengths differ, or rows are too few for k.
    ParameterError
        With fewer than two variables, or if a parameter is out of range.

    Notes
    -----
    ``psi(k) + (m - 1) psi(n) - <sum of psi(n_i + 1)>``, the extension of `mutual_information` (algorithm 1)
    in the paper of Kraskov et al. O(n log n + sum of counts / 32) time for small d; O(n) memory.

    References
    ----------
    A. Kraskov, H. Stoegbauer and P. Grassberger, Physical Review E 69 (2004), 066138.
    S. Watanabe, IBM Journal of Research and Development 4 (1960), 66-82.

    Examples
    --------
    >>> import numpy as np
    >>> x, y = np.random.default_rng(0).standard_normal((2, 500))
    >>> abs(total_correlation(x, x + y) - mutual_information(x, x + y)) < 1e-12
    True
    """
    if len(variables) < 2:
        raise ParameterError("total_correlation needs at least two variables; give each as an argument of its own")
    chosen = SampleOptions(**options)
    named = {f"variable {i}": values for i, values in enumerate(variables)}
    space = JointSpace(read_variables(named, chosen), k, chosen)
    space.radius()
    local = np.full(space.n, psi(space.k) + (len(variables) - 1) * psi(space.n))
    for i in range(len(variables)):
        local -= digamma_of_counts(space.counts(i))
    return chosen.result(local, space.k)


def transfer_entropy(
    source: Any, target: Any, lag: int = 1, history: int = 1, k: int = 3, **options: Unpack[SampleKeywords]
) -> float | Estimate:
    """Information from the past of a source about a target's next value, beyond the target's own past.

    Columns are scaled to variance 1 first, so units do not matter.

    Parameters
    ----------
    source, target : arrays, shape (n, d) or (n,)
        Series, a row a step of time.
    lag : int
        Steps between source and target.
    history : int
        Steps of the target's own past.
    k : int
        Neighbours.
    **options
        ``base``, ``ties``, ``seed``, ``method``, ``workers``, ``full``, see `SampleOptions`.

    Returns
    -------
    float or Estimate
        In units of the base; a step of time is an observation, from ``max(lag, history)`` on.

    Raises
    ------
    InputError
        If values are missing, infinite, constant or repeated, lengths differ, or the series are not longer
        than lag, history and k.
    ParameterError
        If a parameter is out of range.

    Notes
    -----
    ``I(target_t ; source_(t - lag) | target_(t - 1), ..., target_(t - history))`` by
    `conditional_mutual_information`, whose time and memory it has with ``d history`` columns more.

    References
    ----------
    T. Schreiber, Physical Review Letters 85 (2000), 461-464.

    Examples
    --------
    >>> import numpy as np
    >>> source, noise = np.random.default_rng(0).standard_normal((2, 2000))
    >>> target = noise.copy()
    >>> target[1:] += source[:-1]
    >>> round(transfer_entropy(source, target), 1), round(transfer_entropy(target, source), 1)
    (0.5, 0.0)
    """
    lag, history = integer("lag", lag, least=1), integer("history", history, least=1)
    chosen = SampleOptions(**options)
    series = [read_sample("source", source), read_sample("target", target)]
    check_lengths(*series)
    begin, n = max(lag, history), series[0].n
    if n <= begin + 1:
        raise InputError(f"source and target: {n} steps are too few for lag={lag} and history={history}")
    past = np.hstack([series[1].values[begin - h : n - h] for h in range(1, history + 1)])
    parts = {"target": series[1].values[begin:], "source": series[0].values[begin - lag : n - lag], "history": past}
    return _conditional(JointSpace(read_variables(parts, chosen), k, chosen), chosen)
