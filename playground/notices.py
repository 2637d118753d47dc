"""What the chat program itself tells one person when an app does not do its part."""

NO_ANSWER = {
    "nl": "{app} heeft niet op tijd gereageerd. Probeer het nog eens.",
    "en": "{app} did not respond in time. Please try again.",
}
COMMAND_FAILED = {
    "nl": "{command} is mislukt: de app reageerde niet op tijd (operation_timeout).",
    "en": "{command} failed with the error “operation_timeout”: the app did not respond in time.",
}
UNKNOWN_COMMAND = {
    "nl": "{command} is geen geldige opdracht.",
    "en": "{command} is not a valid command.",
}
NO_CONNECTION = {
    "nl": "Er ging iets mis met de verbinding. Probeer het nog eens.",
    "en": "We had some trouble connecting. Try again?",
}
REQUIRED = {"nl": "Vul dit veld in.", "en": "Please complete this required field."}
TOO_SHORT = {"nl": "Vul minstens {least} tekens in.", "en": "Please enter at least {least} characters."}
TOO_LONG = {"nl": "Vul hooguit {most} tekens in.", "en": "Please enter no more than {most} characters."}


def say(words: dict[str, str], lang: str, **params: object) -> str:
    return words["en" if lang == "en" else "nl"].format(**params)
