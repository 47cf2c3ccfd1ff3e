"""The joint space of variables that were observed together."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from minent.entropy.neighbours import Method, Points
from minent.entropy.options import SampleOptions, SearchOptions
from minent.entropy.samples import (
    Floats,
    Sample,
    break_ties,
    check_k,
    check_lengths,
    column_scales,
    read_sample,
    tie_error,
)


class JointSpace:
    """Variables observed together, their columns scaled to variance 1, and the k-th distances in the max norm.

    Parameters
    ----------
    samples : list of Sample
        The variables.
    k : int
        Neighbours.
    options : SearchOptions
        Threads and neighbour search.
    """

    def __init__(self, samples: list[Sample], k: int, options: SearchOptions) -> None:
        check_lengths(*samples)
        self.k = check_k(k, samples[0].n, samples[0].name)
        self.samples = samples
        self.n = samples[0].n
        self._workers, self._method = options.threads, options.method
        self.scales = [column_scales(sample) for sample in samples]
        self.points = self._points(range(len(samples)))
        self._radius: Floats | None = None

    def radius(self, *, zeros: bool = False) -> Floats:
        """Distance of each row to its k-th neighbour; one of zero is an error unless `zeros`."""
        if self._radius is None:
            self._radius = self.points.in_rows(self.points.distances([self.k], "chebyshev")[:, 0])
        n_tied = int((self._radius == 0).sum())
        if n_tied and not zeros:
            raise tie_error(" and ".join(sample.name for sample in self.samples), n_tied, self.k)
        return self._radius

    def counts(self, *which: int, radius: Floats | None = None, inclusive: bool = False) -> NDArray[np.int64]:
        """Rows nearer than the radius (or as near) in the space of some of the variables, the row itself included."""
        points = self._points(which)
        radius = self.radius(zeros=True) if radius is None else radius
        return np.maximum(points.counts(radius, inclusive=inclusive), 1)

    def extents(self) -> list[Floats]:
        """How far the k nearest rows reach in each variable, whichever of them is the farthest."""
        rows = self.points.order[self.points.places(self.k)]
        reach = [np.zeros(self.n) for _ in self.samples]
        for variable, (sample, scale) in enumerate(zip(self.samples, self.scales, strict=True)):
            for column, factor in zip(sample.values.T, scale, strict=True):
                scaled = column * factor
                apart = np.abs(scaled[rows] - scaled[self.points.order][:, None]).max(axis=1)
                np.maximum(reach[variable], apart, out=reach[variable])
        return [self.points.in_rows(one) for one in reach]

    def _points(self, which: Any) -> Points:
        values = [self.samples[i].values for i in which]
        x = values[0] if len(values) == 1 else np.hstack(values)
        # A method that was asked for is for the joint space; one column alone is always a line.
        method: Method = "auto" if x.shape[1] == 1 else self._method
        return Points(x, np.concatenate([self.scales[i] for i in which]), self._workers, method)


def read_variables(variables: dict[str, Any], options: SampleOptions) -> list[Sample]:
    """Check variables that are observed together."""
    samples = [read_sample(name, values) for name, values in variables.items()]
    check_lengths(*samples)
    return break_ties(samples, options.ties, options.seed)
