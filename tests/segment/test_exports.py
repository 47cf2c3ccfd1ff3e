"""Exports through the tools they are for."""

from __future__ import annotations

import copy
import json
import pickle
import sys

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from minent import Lexicon, learn_words, read_corpus
from minent.errors import MissingExtraError, OutputError, ParameterError
from minent.lexicon.unigram import word_bits
from minent.segment import Segmenter
from minent.segment.exports import FILLER, jieba_frequencies, save_jieba, save_tokenizers, to_tokenizers
from tests.cli.running import ROOT

CHINESE = ROOT / "corpora" / "chinese"
# Costs whose sums differ whenever the words do.
COSTS = (3.0137, 4.7211, 5.1309, 5.9923, 6.4217, 7.7781, 8.3119, 9.0671, 10.2233, 11.5407)
WORDS = ["红", "红茶", "茶", "绿茶", "好茶", "红茶好", "花", "香花", "花茶", "茶香花"]


def lexicon_of(words, costs):
    return Lexicon(list(words), {"cost": np.array(costs, np.float64)})


def of_han(lexicon):
    """The lexicon without words that have a number or letters in them."""
    return lexicon.where(np.array([all("\u4e00" <= c <= "\u9fff" for c in word) for word in lexicon.words]))


@pytest.fixture(scope="module")
def learned():
    corpus = read_corpus(CHINESE, numbers="alike", threads=1)
    return learn_words(corpus, threads=1)


@pytest.fixture(scope="module")
def lines():
    texts = [path.read_text(encoding="utf-8") for path in sorted(CHINESE.rglob("*.txt"))]
    return [line for text in texts for line in text.split("\n")][:4000]


class TestTokenizers:
    tokenizers = pytest.importorskip("tokenizers")

    def pieces(self, tokenizer, text):
        return [text[first:end] for first, end in tokenizer.encode(text).offsets]

    def test_same_words(self, learned, lines):
        segmenter = Segmenter(of_han(learned))
        encoded = to_tokenizers(segmenter).encode_batch(lines)
        cut = [[line[a:b] for a, b in code.offsets] for line, code in zip(lines, encoded, strict=True)]
        assert sum(map(len, cut)) > 10_000
        assert cut == list(segmenter.segment_many(lines))

    def test_words_with_numbers_are_cut_beside_the_number(self):
        segmenter = Segmenter(lexicon_of(["0年", "T恤", "年", "红茶"], [3, 3, 5, 4]))
        assert segmenter("1998年红茶T恤") == ["1998年", "红茶", "T恤"]
        assert self.pieces(to_tokenizers(segmenter), "1998年红茶T恤") == ["1998", "年", "红茶", "T", "恤"]

    @pytest.mark.parametrize(
        "text",
        [
            "红茶好，绿茶好……——红茶好。",
            " 3.14%的 1,000 个 12:30 3.14abc x2 ２１％ 1/ 5",
            "hello World红茶ABC\t香花\u3000\n茶香花",
            "红 茶--...!!「红茶」",
            "紅茶龘红茶",
            "",
            "  ",
        ],
    )
    def test_marks_numbers_and_letters(self, text):
        segmenter = Segmenter(lexicon_of(WORDS, COSTS))
        assert self.pieces(to_tokenizers(segmenter), text) == segmenter(text)

    @given(
        costs=st.permutations(COSTS),
        text=st.text(alphabet="红茶绿好花香龘a1 ,.%。—", max_size=40),
    )
    def test_any_text(self, costs, text):
        segmenter = Segmenter(lexicon_of(WORDS, costs))
        assert self.pieces(to_tokenizers(segmenter), text) == segmenter(text)

    def test_fewer_words_of_equal_cost(self):
        segmenter = Segmenter(lexicon_of(["红", "茶", "红茶"], [2, 3, 5]))
        assert segmenter("红茶") == ["红茶"]
        assert self.pieces(to_tokenizers(segmenter), "红茶") == ["红茶"]

    def test_letters_one_by_one(self):
        segmenter = Segmenter(lexicon_of(["the", "cat", "a", "c", "t"], [2, 3, 4, 4, 4]), latin="char")
        text = "thecatatthe。cat9"
        assert segmenter(text) == ["the", "cat", "a", "t", "the", "。", "cat", "9"]
        assert self.pieces(to_tokenizers(segmenter), text) == segmenter(text)

    def test_file(self, tmp_path):
        segmenter = Segmenter(lexicon_of(WORDS, COSTS))
        path = tmp_path / "tokenizer.json"
        save_tokenizers(segmenter, path)
        tokenizer = self.tokenizers.Tokenizer.from_file(str(path))
        code = tokenizer.encode("红茶龘好茶")
        assert code.tokens == ["红茶", "龘", "好茶"]
        assert [tokenizer.id_to_token(i) for i in code.ids] == ["红茶", "<unk>", "好茶"]
        assert tokenizer.decode(tokenizer.encode("红茶好茶").ids) == "红茶好茶"
        assert json.loads(path.read_text(encoding="utf-8"))["model"]["type"] == "Unigram"
        with pytest.raises(OutputError):
            save_tokenizers(segmenter, tmp_path / "none" / "tokenizer.json")

    @pytest.mark.parametrize("options", [{"unit": "token"}, {"normalize": "nfkc"}, {"fold_case": True}])
    def test_other_options_are_refused(self, options):
        with pytest.raises(ParameterError, match="only segmenters"):
            to_tokenizers(Segmenter(lexicon_of(WORDS, COSTS), **options))


def test_tokenizers_missing(monkeypatch):
    monkeypatch.setitem(sys.modules, "tokenizers", None)
    with pytest.raises(MissingExtraError, match=r"minent\[tokenizers\]"):
        to_tokenizers(Segmenter(lexicon_of(WORDS, COSTS)))


class TestJieba:
    def jieba(self, lexicon, path):
        jieba = pytest.importorskip("jieba")
        jieba.setLogLevel(60)
        save_jieba(lexicon, path)
        tokenizer = jieba.Tokenizer(str(path))
        tokenizer.cache_file = path.name + ".cache"
        tokenizer.tmp_dir = str(path.parent)
        return tokenizer

    @pytest.mark.filterwarnings("ignore")
    def test_same_words(self, learned, lines, tmp_path):
        lexicon = of_han(learned)
        tokenizer = self.jieba(lexicon, tmp_path / "dict.txt")
        runs = ["".join(c for c in line if "\u4e00" <= c <= "\u9fd5") for line in lines]
        expected = list(Segmenter(lexicon).segment_many(runs))
        found = [tokenizer.lcut(run, HMM=False) for run in runs]
        assert sum(map(len, expected)) > 10_000
        assert found == expected

    def test_frequencies_are_the_costs(self):
        lexicon = lexicon_of(["红茶", "绿茶", "茶香"], [1.5, 2.25, 7.0])
        frequencies = jieba_frequencies(lexicon)
        total = sum(frequencies.values())
        assert np.log2([total / frequencies[word] for word in lexicon.words]) == pytest.approx([1.5, 2.25, 7], abs=1e-5)
        assert set(frequencies) == {*lexicon.words, *"红绿茶香", FILLER}
        assert np.log2(total / frequencies["香"]) == pytest.approx(8.0, abs=1e-5)  # one bit above the dearest word
        assert min(frequencies.values()) >= 1

    def test_counts(self):
        counts = np.array([5, 5, 2, 4])
        frequencies = jieba_frequencies(Lexicon(["红茶", "绿", "茶", "红"], {"count": counts}))
        bits = np.log2([sum(frequencies.values()) / frequencies[word] for word in ["红茶", "绿", "茶", "红"]])
        assert bits == pytest.approx(word_bits(counts), abs=1e-4)

    def test_costs_beyond_floating_point(self):
        frequencies = jieba_frequencies(lexicon_of(["红", "茶"], [0.5, 1010.0]))
        assert 1 << 1009 < frequencies["红"] // frequencies["茶"] < 1 << 1010
        assert sum(frequencies.values()) > 1 << 1024

    def test_costs_that_no_frequencies_have(self):
        with pytest.raises(ParameterError, match="more than 1"):
            jieba_frequencies(lexicon_of(["红", "茶"], [0.5, 0.5]))


def test_vectorizer_of_sklearn():
    text = pytest.importorskip("sklearn.feature_extraction.text")
    base = pytest.importorskip("sklearn.base")
    segmenter = Segmenter(lexicon_of(WORDS, COSTS))
    vectorizer = text.CountVectorizer(tokenizer=segmenter, token_pattern=None)
    counts = vectorizer.fit_transform(["红茶，绿茶", "绿茶绿茶"]).toarray()
    names = vectorizer.get_feature_names_out().tolist()
    assert dict(zip(names, counts.T.tolist(), strict=True)) == {"红茶": [1, 0], "绿茶": [1, 2], "，": [1, 0]}
    again = pickle.loads(pickle.dumps(vectorizer)).transform(["红茶，绿茶", "绿茶绿茶"]).toarray()
    assert (again == counts).all()
    assert (base.clone(vectorizer).fit_transform(["红茶，绿茶", "绿茶绿茶"]).toarray() == counts).all()


@pytest.mark.parametrize("again", [lambda s: pickle.loads(pickle.dumps(s)), copy.deepcopy, copy.copy])
def test_segmenters_survive_copies(again):
    segmenter = Segmenter(lexicon_of(["ＡＢ", "cat茶"], [2, 3]), normalize="nfkc", fold_case=True)
    copied = again(segmenter)
    assert copied("abCAT茶") == segmenter("abCAT茶")
    assert copied.options == segmenter.options
    assert copied.spans("红茶").tolist() == segmenter.spans("红茶").tolist()
