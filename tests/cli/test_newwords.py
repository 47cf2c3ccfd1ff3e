"""``minent newwords``: what is found, and the options that choose among it."""

from __future__ import annotations

import gzip
import json
import math

import pytest

from tests.cli.conftest import LINES
from tests.cli.running import CHINESE, CORPORA, WORD_COLUMNS, run_minent, terms

SORT_COLUMNS = [name for name in WORD_COLUMNS if name != "word"]


@pytest.fixture(scope="module")
def default():
    return run_minent(["newwords", CHINESE])


@pytest.fixture(scope="module")
def japanese():
    return run_minent(["newwords", CORPORA / "japanese.txt"])


def test_default_run_finds_the_terms_of_the_sample(default):
    assert default.code == 0
    assert default.rows[0] == WORD_COLUMNS
    found = set(default.words)
    wanted = terms("chinese_terms.txt")
    assert len(found.intersection(wanted)) >= 0.9 * len(wanted)
    assert default.stderr == f"49,338 units, min count 3: {len(default.words):,} words\n"


def test_default_rows_are_whole_and_sorted_by_score(default):
    rows = default.rows[1:]
    assert {len(row) for row in rows} == {len(WORD_COLUMNS)}
    scores = [float(row[-1]) for row in rows]
    assert scores == sorted(scores, reverse=True)
    assert all(int(row[1]) >= 3 and int(row[2]) >= int(row[1]) and int(row[3]) >= 2 for row in rows)
    assert len(set(default.words)) == len(rows)


def test_other_languages(japanese, run):
    wanted = terms("japanese_terms.txt")
    assert len(set(japanese.words).intersection(wanted)) >= 8
    english = run(["newwords", CORPORA / "english.txt", "--unit", "token", "--fold-case"])
    assert english.code == 0
    assert "light room" in english.words
    assert all(" " in word and word == word.casefold() for word in english.words)


@pytest.mark.parametrize("threads", [1, 2, 3])
def test_threads_do_not_change_a_byte(default, run, threads):
    assert run(["newwords", CHINESE, "--threads", str(threads)]).stdout == default.stdout


def test_top_is_the_head(default, run):
    outcome = run(["newwords", CHINESE, "--top", "7"])
    assert outcome.rows == default.rows[:8]
    assert run(["newwords", CHINESE, "--top", "1000000"]).stdout == default.stdout


@pytest.mark.parametrize("column", SORT_COLUMNS)
def test_sort_falls(run, default, column):
    at = WORD_COLUMNS.index(column)
    rows = run(["newwords", CHINESE, "--sort", column]).rows[1:]
    values = [float(row[at]) for row in rows]
    assert values == sorted(values, reverse=True)
    assert sorted(rows) == sorted(default.rows[1:])


def test_sort_by_word_is_in_code_point_order(run, default):
    assert run(["newwords", CHINESE, "--sort", "word"]).words == sorted(default.words)


def test_sort_comes_before_top(run, default):
    by_count = sorted((-int(row[1]), index) for index, row in enumerate(default.rows[1:]))
    most = -by_count[0][0]
    assert int(run(["newwords", CHINESE, "--sort", "count", "--top", "1"]).rows[1][1]) == most


def test_length_limits(default, run):
    outcome = run(["newwords", CHINESE, "--min-length", "3", "--max-length", "4"])
    assert outcome.rows[1:] == [row for row in default.rows[1:] if 3 <= int(row[3]) <= 4]
    assert {row[3] for row in outcome.rows[1:]} == {"3", "4"}
    single = run(["newwords", CHINESE, "--min-length", "1", "--max-length", "1"])
    assert single.words
    assert {row[3] for row in single.rows[1:]} == {"1"}


def test_min_count(run, default):
    outcome = run(["newwords", CHINESE, "--min-count", "12"])
    assert min(int(row[1]) for row in outcome.rows[1:]) == 12
    assert "min count 12" in outcome.stderr
    assert 0 < len(outcome.words) < len(default.words)


def test_order_limits_the_ngrams_not_the_words(run):
    outcome = run(["newwords", CHINESE, "--order", "2"])
    assert outcome.code == 0
    assert max(int(row[3]) for row in outcome.rows[1:]) > 2
    units = run(["newwords", CHINESE, "--order", "1"])
    assert (units.code, units.words) == (0, []), "one unit holds nothing together"


@pytest.mark.parametrize("look_back", ["none", "post", "strict"])
def test_look_back(run, default, look_back):
    words = set(run(["newwords", CHINESE, "--look-back", look_back]).words)
    if look_back == "strict":
        assert words == set(default.words)
    else:
        assert words > set(default.words)


def test_min_cohesion(run):
    outcome = run(["newwords", CHINESE, "--order", "3", "--min-cohesion", "5,9"])
    rows = outcome.rows[1:]
    assert outcome.code == 0
    assert min(float(row[4]) for row in rows if row[3] == "2") >= 5
    assert min(float(row[4]) for row in rows if row[3] == "3") >= 9
    looser = run(["newwords", CHINESE, "--order", "3", "--min-cohesion", "2, 4"])
    assert min(float(row[4]) for row in looser.rows[1:] if row[3] == "2") < 5


def test_method_entropy(run):
    options = ["newwords", CHINESE, "--method", "entropy"]
    outcome = run([*options, "--min-entropy", "2.5"])
    rows = outcome.rows[1:]
    assert rows
    assert min(float(row[4]) for row in rows) >= round(math.log2(30), 4)
    assert min(float(value) for row in rows for value in row[5:7]) >= 2.5
    assert all(row[1] == row[2] for row in rows), "each occurrence counts"
    stricter = run(options)
    assert stricter.rows[1:] == [row for row in rows if min(float(row[5]), float(row[6])) >= 3 / math.log(2)]


def test_known_words_are_dropped(run, default, tmp_path):
    plain = tmp_path / "words.txt"
    plain.write_text("已经\n自己\r\n\n  没有  \n", encoding="utf-8")
    outcome = run(["newwords", CHINESE, "--known", plain])
    assert outcome.rows[1:] == [row for row in default.rows[1:] if row[0] not in {"已经", "自己", "没有"}]


def test_known_words_in_jieba_and_compressed_lists(run, default, tmp_path):
    jieba = tmp_path / "dict.txt"
    jieba.write_text("已经 5\n自己 12 n\n什么 x\n", encoding="utf-8")
    packed = tmp_path / "more.txt.gz"
    packed.write_bytes(gzip.compress("没有\n旁边 3\n".encode()))
    outcome = run(["newwords", CHINESE, "--known", jieba, "--known", packed])
    left = set(outcome.words)
    assert left.isdisjoint({"已经", "自己", "没有", "旁边"})
    assert "什么" in left, "a tag without a count is no jieba line"
    assert len(outcome.words) == len(default.words) - 4


def test_a_lexicon_of_minent_serves_as_known_list(run, default, tmp_path):
    lexicon = tmp_path / "lexicon.tsv"
    lexicon.write_bytes(default.stdout)
    outcome = run(["newwords", CHINESE, "--known", lexicon])
    assert outcome.words == [], "what was found yesterday is known today"


def test_known_words_are_marked(run, default, tmp_path):
    plain = tmp_path / "words.txt"
    plain.write_text("已经\n没有\n不在文中\n", encoding="utf-8")
    outcome = run(["newwords", CHINESE, "--known", plain, "--mark-known"])
    assert outcome.rows[0] == [*WORD_COLUMNS, "known"]
    assert [row[:-1] for row in outcome.rows] == default.rows
    assert {row[0] for row in outcome.rows[1:] if row[-1] == "yes"} == {"已经", "没有"}
    assert {row[-1] for row in outcome.rows[1:]} == {"yes", "no"}


def test_top_counts_new_words_only(run, default, tmp_path):
    plain = tmp_path / "words.txt"
    plain.write_text("\n".join(default.words[:3]), encoding="utf-8")
    assert run(["newwords", CHINESE, "--known", plain, "--top", "2"]).words == default.words[3:5]


def test_examples_hold_the_word(run):
    outcome = run(["newwords", CHINESE, "--examples", "2", "--top", "20", "--format", "jsonl"])
    rows = [json.loads(line) for line in outcome.stdout.decode().splitlines()]
    assert len(rows) == 20
    for row in rows:
        assert len(row["examples"]) == 2
        assert all(row["word"] in example and len(example) <= len(row["word"]) + 30 for example in row["examples"])


def test_examples_are_the_first_contexts(run, tea):
    outcome = run(["newwords", tea, "--examples", "9", "--format", "jsonl", "--min-cohesion", "1,9,9"])
    rows = {row["word"]: row for row in map(json.loads, outcome.stdout.decode().splitlines())}
    assert rows["红茶"]["occurrences"] == 9
    assert rows["红茶"]["examples"] == LINES
    separated = run(["newwords", tea, "--examples", "2", "--min-cohesion", "1,9,9"])
    assert separated.rows[0][-1] == "examples"
    assert {row[0]: row[-1] for row in separated.rows}["红茶"] == " | ".join(LINES[:2])


def test_examples_from_standard_input(run):
    text = b"".join(path.read_bytes() for path in sorted(CHINESE.glob("*.txt")))
    options = ["--examples", "2", "--top", "5", "--format", "jsonl"]
    piped = run(["newwords", "-", *options], stdin=text)
    assert piped.code == 0
    assert piped.stdout == run(["newwords", CHINESE, *options]).stdout


def test_no_example_is_asked_for_with_zero(run, default):
    assert run(["newwords", CHINESE, "--examples", "0"]).stdout == default.stdout


def test_quiet_is_silent(run, default):
    outcome = run(["newwords", CHINESE, "-q"])
    assert (outcome.code, outcome.stderr) == (0, "")
    assert outcome.stdout == default.stdout
