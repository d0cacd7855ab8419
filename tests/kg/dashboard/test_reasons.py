"""What the machine gives as its reason is said in the reader's language, wherever a page shows it."""

from __future__ import annotations

import re

import pytest

from kg.dashboard import i18n

SAID = {
    "fate of a question": "select fate_reason from watch union select reason from fate_event",
    "wording of a question": "select watch_reason from watch_mention",
    "evidence": "select reason from evidence",
    "trend": "select status_reason from trend union select trend_reason from trend_mention",
    "support of a trend": "select reason from trend_evidence",
    "pair": "select reason from proposal",
    "name": "select origin from alias",
}
SENTENCE = re.compile(r"[a-z]{2,} [a-z]{2,}")


@pytest.mark.parametrize("what", SAID)
def test_every_reason_of_the_archive_has_a_chinese_form(archive, monkeypatch, what):
    monkeypatch.setattr(i18n, "language", lambda: "zh")
    reasons = [reason for (reason,) in archive.rows(SAID[what]) if reason and SENTENCE.search(reason)]
    assert reasons
    left = {
        reason
        for reason in reasons
        for part in reason.split("; ")
        if SENTENCE.search(part) and i18n.say(part) == part
    }
    assert not left


def test_the_longer_form_goes_before_the_shorter(monkeypatch):
    monkeypatch.setattr(i18n, "language", lambda: "zh")
    assert "what was" not in i18n.say("speaks of what was stated on 2026-02-21 (likeness 0.26)")


def test_english_reasons_stay_as_they_are(monkeypatch):
    monkeypatch.setattr(i18n, "language", lambda: "en")
    assert i18n.say("asked again; both name x") == "asked again; both name x"
