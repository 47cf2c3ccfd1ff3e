"""Real corpora, where they are at hand: MINENT_DATA names the folder."""

import os
from pathlib import Path

import pytest

from benchmarks.compare.segmentation import segmentation_f1
from minent import build_lexicon

DATA = os.environ.get("MINENT_DATA")
pytestmark = pytest.mark.skipif(not DATA, reason="MINENT_DATA is not set: no real corpora")


def _data(name: str) -> Path:
    path = Path(DATA or "", name)
    if not path.exists():
        pytest.skip(f"{name} is not in MINENT_DATA")
    return path


@pytest.mark.parametrize(
    ("corpus", "options", "expected"),
    [
        ("text/zh/news_msra_ner_raw.txt.xz", {}, "经济 企业 建设 社会 记者 问题"),
        ("text/zh/novel_红楼梦.txt.xz", {}, "宝玉 丫头 姑娘 老太太 贾母"),
        ("text/other/ja_aozora_natsume_soseki.txt.xz", {}, "先生 東京 結婚 友達"),
        ("text/other/th_thaigov_2021_a.txt.xz", {}, "สำคัญ ศูนย์ ฟื้นฟู"),
        ("text/en/Doyle_Hound_1902.txt", {"unit": "token", "fold_case": True}, "sir henry|baker street"),
    ],
)
def test_words_of_real_text(corpus, options, expected):
    lexicon = build_lexicon(_data(corpus), **options)
    wanted = expected.split("|") if "|" in expected else expected.split()
    assert set(wanted) <= set(lexicon.words[: max(1000, len(lexicon) // 3)])


def test_published_method_segments_news():
    """The method's published thresholds on TV news, judged on the SIGHAN 2005 PKU test."""
    lexicon = build_lexicon(_data("text/zh/news_xwlb.txt.xz"), min_count=8, min_length=1)
    gold = _data("sighan2005/gold/pku_test_gold.utf8")
    assert segmentation_f1(lexicon, _data("sighan2005/testing/pku_test.utf8"), gold) >= 0.725
