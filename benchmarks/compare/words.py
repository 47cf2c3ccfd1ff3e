"""How good word vectors and clusters of words are, and what they cost, beside other tools.

Vectors are judged by rank correlation with human scores of similarity, clusters by classes that
people gave to words, and by how often their words stand near each other. Constants were chosen on the
first set of pairs, one half of the classes and of the synonyms and one half of the text; the other sets are for
reporting.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parents[1])]

from benchmarks import measuring  # noqa: E402
from benchmarks.compare import word_judges as judges  # noqa: E402

DRIVERS = HERE / "drivers"
WINDOW = 5
GENSIM = "gensim Word2Vec, skip-gram, 5 epochs"
BEFORE = ["--association", "ppmi", "--weighting", "none", "--no-centre", "--dimension", 90]
OURS: dict[str, list[object]] = {
    "minent graph vectors": [],
    "minent graph vectors --dimension 90": ["--dimension", 90],
    "minent graph vectors --marks pass": ["--marks", "pass"],
    "minent graph vectors " + " ".join(map(str, BEFORE)): BEFORE,
}


def main() -> None:
    """Run the parts that are asked for and write the tables."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("data", type=Path, help="folder with zh100.txt, wordsim/ and lexicons/thuocl/")
    parser.add_argument("--text", type=Path, help="text, by default zh100.txt in the folder")
    parser.add_argument("--peer-python", default=sys.executable, help="interpreter with gensim and scikit-learn")
    parser.add_argument("--parts", default="speed,neighbours,vectors,clusters", help="which parts to run")
    parser.add_argument("--work", type=Path, help="folder to keep intermediate results in")
    parser.add_argument("-o", "--output", help="prefix of the result files")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        work = arguments.work or Path(temporary)
        work.mkdir(parents=True, exist_ok=True)
        description = measuring.machine()
        for name in ("scipy", "networkx", "scikit-learn", "gensim"):
            description["versions"][name] = measuring.version(name)
        bench = Bench(arguments.data, arguments.text or arguments.data / "zh100.txt", work, arguments.peer_python)
        results = {part: getattr(bench, part)() for part in arguments.parts.split(",")}
    data = {"machine": description, "command": measuring.command_line(sys.argv), "results": results}
    markdown = _markdown(data)
    print(markdown)
    if arguments.output:
        measuring.write_results(arguments.output, data, markdown)


class Bench:
    """The parts, over one text and one segmentation of it.

    Parameters
    ----------
    data, text, work : Path
        Labelled words, the text, intermediate results.
    peer_python : str
        Interpreter with the other tools.
    """

    def __init__(self, data: Path, text: Path, work: Path, peer_python: str) -> None:
        self.data, self.text, self.work, self.peer_python = data, text, work, peer_python
        self.lexicon, self.vectors_file = work / "lexicon.tsv", work / "minent-0.bin"

    def _minent(self, *command: object) -> measuring.Run:
        run = measuring.run_command([sys.executable, "-m", "minent", *map(str, command)], env={"OMP_NUM_THREADS": "1"})
        if run.status:
            raise SystemExit(run.stderr)
        return run

    def _kept(self, name: str, make: Callable[[], dict[str, Any]]) -> dict[str, Any]:
        """Figures of a step whose files are in the work folder."""
        path = self.work / f"{name}.json"
        if not path.exists():
            path.write_text(json.dumps(make()))
        figures: dict[str, Any] = json.loads(path.read_text())
        return figures

    def prepare(self) -> None:
        """Learn the lexicon that all share."""
        if not self.lexicon.exists():
            self._minent("lexicon", self.text, "-o", self.lexicon, "-q", "--threads", 1)

    def segmented(self) -> Path:
        """The text as words with spaces between them."""
        self.prepare()
        path = self.work / "segmented.txt"
        if not path.exists():
            self._minent("segment", "--lexicon", self.lexicon, self.text, "-o", path, "-q")
        return path

    def our_vectors(self, number: int = 0) -> tuple[Path, dict[str, Any]]:
        """The file of the vectors, CPU time and memory, reading and segmentation included."""
        self.prepare()
        path = self.work / f"minent-{number}.bin"

        def make() -> dict[str, Any]:
            options = ["--lexicon", self.lexicon, "--window", WINDOW, "--threads", 1, "-q", "-o", path]
            run = self._minent("graph", "vectors", self.text, *options, *list(OURS.values())[number])
            return {"cpu_s": round(run.cpu, 1), "peak_mb": round(run.peak_mb)}

        return path, self._kept(path.stem, make)

    def gensim_vectors(self, dimension: int) -> tuple[Path, dict[str, Any]]:
        """The same of gensim's skip-gram, from text that is segmented already."""
        segmented = self.segmented()
        path = self.work / f"gensim-{dimension}.bin"

        def make() -> dict[str, Any]:
            command = [self.peer_python, str(DRIVERS / "gensim_vectors.py"), str(segmented)]
            run = measuring.run_command([*command, str(path), str(dimension), str(WINDOW)])
            if run.status:
                raise SystemExit(run.stderr)
            return {"cpu_s": round(run.cpu, 1), "peak_mb": round(run.peak_mb)}

        return path, self._kept(path.stem, make)

    def vectors(self) -> list[dict[str, Any]]:
        """Rank correlation with human scores, over the pairs that all vectors have."""
        from minent.graph import read_vectors

        made = {name: self.our_vectors(number) for number, name in enumerate(OURS)}
        for dimension in (read_vectors(self.vectors_file).dimension, 90):
            made[f"{GENSIM} ({dimension})"] = self.gensim_vectors(dimension)
        found = {name: read_vectors(path) for name, (path, _) in made.items()}
        shared = set.intersection(*(set(vectors.words) for vectors in found.values()))
        found |= {f"{name}, centred": vectors.centred() for name, vectors in found.items() if name.startswith(GENSIM)}
        rows = []
        for name, vectors in found.items():
            cost = made[name.removesuffix(", centred")][1]
            row: dict[str, Any] = {"vectors": name, "dimension": vectors.dimension, **cost}
            for label, file in (("wordsim240", "wordsim240.txt"), ("cos960", "COS960_all.txt")):
                pairs = [p for p in judges.read_pairs(self.data / "wordsim" / file) if {p[0], p[1]} <= shared]
                row |= {label: round(judges.spearman(vectors, pairs), 3), f"{label}_pairs": len(pairs)}
            for label, half in (("synonyms_dev", 1), ("synonyms_test", 0)):
                rank, n = judges.synonym_rank(vectors, self.data, shared, half)
                row |= {label: round(rank, 3), f"{label}_pairs": n}
            rows.append(row)
        return rows

    def speed(self) -> list[dict[str, Any]]:
        """Counting words around words: tokens a second and memory, of the kernel and of other ways."""
        self.prepare()
        from benchmarks.compare.word_pair_counting import ways

        rows: list[dict[str, Any]] = []
        least = 0.0
        for way in ways():
            command = [sys.executable, str(HERE / "word_pair_counting.py"), str(self.text), str(self.lexicon)]
            run = measuring.run_command([*command, way, str(WINDOW)], env={"OPENBLAS_NUM_THREADS": "1"})
            if run.status:
                raise SystemExit(run.stderr)
            found = json.loads(run.stdout)
            if not least:  # the first only reads
                least = run.peak_mb
                continue
            speed = found["tokens"] / found["cpu_s"]
            rows.append(
                {
                    "way": way,
                    "tokens": found["tokens"],
                    "cpu_s": round(found["cpu_s"], 2),
                    "tokens_s": round(speed),
                    "more_mb": round(run.peak_mb - least),
                }
            )
        return [{**row, "slower": round(rows[0]["tokens_s"] / row["tokens_s"], 2)} for row in rows]

    def neighbours(self) -> list[dict[str, Any]]:
        """The nearest-neighbour graph of 50,000 words in 300 dimensions."""
        import numpy as np

        from minent.graph import WordVectors, nearest_graph

        rng = np.random.default_rng(0)
        centres = rng.standard_normal((2000, 300))
        matrix = centres[rng.integers(0, 2000, 50_000)] + 0.7 * rng.standard_normal((50_000, 300))
        vectors = WordVectors([str(i) for i in range(50_000)], matrix)
        rows = []
        for least in (0.6, 0.0):
            seconds = _cpu(partial(nearest_graph, vectors, min_cosine=least, threads=1))
            rows.append({"words": 50_000, "dimension": 300, "k": 50, "min_cosine": least, "cpu_s": round(seconds, 1)})
        return rows

    def clusters(self) -> list[dict[str, Any]]:
        """Clusters of the same vectors by minent, k-means and Louvain, against labelled words."""
        self.our_vectors()
        from benchmarks.compare.word_clusterings import WAYS, shared_vectors

        vectors = shared_vectors(self.vectors_file)
        halves = judges.read_halves(self.segmented(), self.work, len(vectors))
        gold = judges.read_gold(self.data)
        rows = []
        n_clusters = 0
        for name, cluster in WAYS.items():
            begun = time.process_time()
            labels = cluster(vectors, n_clusters)
            seconds = time.process_time() - begun
            sizes = judges.sizes_of(labels)
            n_clusters = n_clusters or int((sizes > 1).sum())
            row = {"way": name, "clusters": len(sizes), "alone": int((sizes == 1).sum()), "cpu_s": round(seconds, 1)}
            for label, classes in gold.items():
                row |= {f"{label}_{k}": v for k, v in judges.agreement(vectors.words, labels, classes).items()}
            for label, counts in halves.items():
                by_cluster, by_word = judges.coherence(vectors.words, labels, counts)
                row |= {f"{label}_npmi": round(by_cluster, 3), f"{label}_npmi_words": round(by_word, 3)}
            rows.append(row)
        return rows


def _cpu(work: Callable[[], object]) -> float:
    begun = time.process_time()
    work()
    return time.process_time() - begun


VECTORS_TITLE = """Rank correlation (Spearman) with human scores of similarity; constants were compared on wordsim240.
Synonyms: the share of pairs of words that are less similar than two of one group of the thesaurus"""
TABLES: dict[str, tuple[str, dict[str, str]]] = {
    "speed": (
        "Counting words around words, window 5, both sides, one thread",
        {"way": "way", "tokens": "tokens", "cpu_s": "CPU s", "tokens_s": "tokens/s", "slower": "times as long",
         "more_mb": "MB over reading"},
    ),
    "neighbours": (
        "Nearest neighbours, exact",
        {"words": "words", "dimension": "dimensions", "k": "k", "min_cosine": "least cosine", "cpu_s": "CPU s"},
    ),
    "vectors": (
        VECTORS_TITLE,
        {"vectors": "vectors", "dimension": "dimensions", "wordsim240": "wordsim240", "wordsim240_pairs": "pairs",
         "cos960": "COS960", "cos960_pairs": "pairs", "synonyms_dev": "synonyms, dev",
         "synonyms_test": "synonyms, test", "synonyms_test_pairs": "pairs", "cpu_s": "CPU s", "peak_mb": "peak MB"},
    ),
    "clusters": (
        "Clusters of the 10,000 most frequent words",
        {"way": "way", "clusters": "clusters", "alone": "of one word", "cpu_s": "CPU s",
         **{f"{label}_{key}": f"{label} {key}" for label in ("dev", "test", "domains")
            for key in ("words", "purity", "nmi", "ami", "f1")},
         **{f"{label}_npmi{by}": f"{label} NPMI{what}" for label in ("dev", "test")
            for by, what in (("", ""), ("_words", ", by words"))}},
    ),
}  # fmt: skip


def _markdown(data: dict[str, Any]) -> str:
    def parts() -> Iterator[str]:
        yield f"# Word vectors and clusters\n\n`{data['command']}`\n\n{measuring.machine_lines(data['machine'])}"
        for part, rows in data["results"].items():
            title, columns = TABLES[part]
            yield f"\n{title}.\n\n{measuring.markdown_table(rows, columns)}"

    return "".join(parts())


if __name__ == "__main__":
    main()
