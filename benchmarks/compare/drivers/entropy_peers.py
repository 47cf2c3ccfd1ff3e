"""Ways to estimate entropy and mutual information by nearest neighbours: minent and what users have today.

Each function takes the samples and returns a call that gives nats with k = 3, or None where the tool has no such
estimator. Tools are imported when they are asked for; only what the user installed is run.

    python benchmarks/compare/drivers/entropy_peers.py installed
    python benchmarks/compare/drivers/entropy_peers.py measure minent H 1000 3 euclidean

print a line of JSON: what can be imported here, and CPU seconds, growth of the memory and the estimate.
"""

from __future__ import annotations

import importlib.util
import json
import resource
import sys
import time
from collections.abc import Callable
from importlib.metadata import version

import numpy as np

K = 3
Arrays = tuple[np.ndarray, ...]
Call = Callable[[], float]


def minent(kind: str, arrays: Arrays, metric: str) -> Call:
    from minent import entropy

    if kind == "H":
        return lambda: entropy.entropy(*arrays, K, metric=metric, base=np.e, workers=1)
    return lambda: entropy.mutual_information(*arrays, K, base=np.e, workers=1)


def kd_tree(kind: str, arrays: Arrays, metric: str) -> Call:
    """SciPy's tree with the formulas as scripts write them."""
    from scipy.spatial import cKDTree
    from scipy.special import digamma, gammaln

    p = 2 if metric == "euclidean" else np.inf

    def entropy() -> float:
        (x,) = arrays
        n, d = x.shape
        distance = cKDTree(x).query(x, [K + 1], p=p)[0][:, 0]
        ball = d * np.log(2) if p == np.inf else d / 2 * np.log(np.pi) - gammaln(d / 2 + 1)
        return digamma(n) - digamma(K) + ball + d * np.log(distance).mean()

    def information() -> float:
        x, y = arrays
        joint = np.hstack(arrays)
        distance = cKDTree(joint).query(joint, [K + 1], p=np.inf)[0][:, 0]
        inside = np.nextafter(distance, 0)
        counts = [cKDTree(z).query_ball_point(z, inside, p=np.inf, return_length=True) for z in (x, y)]
        return digamma(K) + digamma(len(x)) - sum(digamma(c).mean() for c in counts)

    return entropy if kind == "H" else information


def scikit_learn(kind: str, arrays: Arrays, metric: str) -> Call | None:
    """One column each."""
    if kind == "H" or arrays[0].shape[1] > 1:
        return None
    from sklearn.feature_selection import mutual_info_regression

    x, y = arrays
    return lambda: mutual_info_regression(x, y[:, 0], n_neighbors=K, random_state=0)[0]


def npeet_plus(kind: str, arrays: Arrays, metric: str) -> Call:
    import npeet_plus as npeet

    return lambda: (npeet.entropy if kind == "H" else npeet.mi)(*arrays, k=K, base=np.e)


def entropy_estimators(kind: str, arrays: Arrays, metric: str) -> Call:
    from entropy_estimators import continuous

    return lambda: (continuous.get_h if kind == "H" else continuous.get_mi)(*arrays, k=K)


def infomeasure(kind: str, arrays: Arrays, metric: str) -> Call:
    import infomeasure as tool

    return lambda: (tool.entropy if kind == "H" else tool.mutual_information)(*arrays, approach="metric", k=K)


def ennemi(kind: str, arrays: Arrays, metric: str) -> Call | None:
    """Mutual information of one column each."""
    import ennemi as tool

    if kind == "H":
        return lambda: tool.estimate_entropy(*arrays, k=K, multidim=True)
    if arrays[0].shape[1] > 1:
        return None
    return lambda: tool.estimate_mi(arrays[1][:, 0], arrays[0][:, 0], k=K, max_threads=1).item()


def dit(kind: str, arrays: Arrays, metric: str) -> Call:
    from dit import inference

    if kind == "H":
        (x,) = arrays
        return lambda: inference.differential_entropy_knn(x, list(range(x.shape[1])), k=K) * np.log(2)
    d, joint = arrays[0].shape[1], np.hstack(arrays)
    parts = [list(range(d)), list(range(d, 2 * d))]
    return lambda: inference.total_correlation_ksg(joint, parts, k=K) * np.log(2)


# Name: (function, module, distribution)
WAYS = {
    "minent": (minent, "minent", None),
    "kd-tree": (kd_tree, "scipy", "scipy"),
    "scikit-learn": (scikit_learn, "sklearn", "scikit-learn"),
    "npeet-plus": (npeet_plus, "npeet_plus", "npeet-plus"),
    "entropy-estimators": (entropy_estimators, "entropy_estimators", "entropy-estimators"),
    "infomeasure": (infomeasure, "infomeasure", "infomeasure"),
    "ennemi": (ennemi, "ennemi", "ennemi"),
    "dit": (dit, "dit", "dit"),
}


def installed() -> dict[str, str]:
    """Names of the ways that can be imported here, with versions."""
    return {
        name: version(distribution) if distribution else ""
        for name, (_, module, distribution) in WAYS.items()
        if importlib.util.find_spec(module)
    }


def sample(kind: str, n: int, d: int) -> Arrays:
    rng = np.random.default_rng(0)
    x = rng.standard_normal((n, d))
    return (x,) if kind == "H" else (x, 0.6 * x + 0.8 * rng.standard_normal((n, d)))


def measure(way: str, kind: str, n: int, d: int, metric: str) -> dict[str, float] | None:
    driver = WAYS[way][0]
    small = driver(kind, sample(kind, 200, d), metric)
    if small is None:
        return None
    small()  # imports and first calls are not what is measured
    arrays = sample(kind, n, d)
    call = driver(kind, arrays, metric)
    before, begun = peak(), time.process_time()
    value = call()
    seconds = time.process_time() - begun
    return {"seconds": round(seconds, 3), "mb": round((peak() - before) / 1024), "nats": float(value)}


def peak() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


if __name__ == "__main__":
    if sys.argv[1] == "installed":
        print(json.dumps(installed()))
    else:
        print(json.dumps(measure(sys.argv[2], sys.argv[3], int(sys.argv[4]), int(sys.argv[5]), sys.argv[6])))
