"""Settings: every missing or bad one at once, each with its fix, and never a secret in sight."""

import pytest

from bot.config import BadConfig, Config

GOOD = {"SLACK_BOT_TOKEN": "xoxb-1", "SLACK_APP_TOKEN": "xapp-1"}


def test_two_tokens_are_enough() -> None:
    config = Config.from_env(GOOD)
    assert (config.locale, config.zone.key, config.seed) == ("nl", "Europe/Amsterdam", 1)


def test_everything_that_is_wrong_is_named_at_once() -> None:
    env = {
        "SLACK_BOT_TOKEN": "xapp-swapped",
        "ZETJE_LANG": "fr",
        "ZETJE_TIMEZONE": "Mars/Olympus",
        "ZETJE_SEED": "een",
        "ZETJE_CONTENT": "/nergens",
        "ZETJE_HOLIDAY_WEEKS": "2026-W54",
        "SLACK_API_URL": "slack.com",
        "DATABASE_URL": "mysql://geheim",
    }
    with pytest.raises(BadConfig) as bad:
        Config.from_env(env)
    assert set(bad.value.faults) == {*env, "SLACK_APP_TOKEN"}
    assert all(line.startswith(name) for name, line in bad.value.faults.items())


def test_a_swapped_token_is_named_without_showing_it() -> None:
    with pytest.raises(BadConfig) as bad:
        Config.from_env({"SLACK_BOT_TOKEN": "xapp-geheim", "SLACK_APP_TOKEN": "xoxb-geheim"})
    assert "swapped" in str(bad.value)
    assert "geheim" not in str(bad.value)


def test_a_database_that_leads_nowhere_is_refused_without_showing_a_password() -> None:
    for url in ("sqlite:///", "sqlite:///:memory:", "postgresql://u:geheim@h", "postgresql://u:geheim@h:port/d"):
        with pytest.raises(BadConfig, match="DATABASE_URL: write") as bad:
            Config.from_env(GOOD | {"DATABASE_URL": url})
        assert "geheim" not in str(bad.value)


def test_over_http_the_signing_secret_is_needed_and_the_app_token_is_not() -> None:
    with pytest.raises(BadConfig, match="SLACK_SIGNING_SECRET"):
        Config.from_env({"SLACK_BOT_TOKEN": "xoxb-1"}, http=True)


def test_secrets_do_not_show_in_repr() -> None:
    config = Config.from_env(GOOD | {"DATABASE_URL": "postgresql://u:geheim@h/d", "ZETJE_ADMINS": "UGEHEIM"})
    assert "geheim" not in repr(config).lower()
    assert "xoxb" not in repr(config)
