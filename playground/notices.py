"""What the chat program itself tells one person when an app does not do its part."""

NO_ANSWER = {
    "nl": "{app} heeft niet op tijd gereageerd. Probeer het nog eens.",
    "en": "{app} did not respond in time. Please try again.",
}
NOT_INTERACTIVE = {
    "nl": "{app} luistert niet naar knoppen: interactivity staat uit in het manifest.",
    "en": "{app} is not configured to handle interactive responses: turn interactivity on in its manifest.",
}
COMMAND_FAILED = {
    "nl": "{command} is mislukt door de fout “{error}”: de app reageerde niet.",
    "en": "{command} failed with the error “{error}”: the app did not respond.",
}
UNKNOWN_COMMAND = {
    "nl": "{command} is geen geldige opdracht.",
    "en": "{command} is not a valid command.",
}
NO_CONNECTION = {
    "nl": "Er ging iets mis met de verbinding. Probeer het nog eens.",
    "en": "We had some trouble connecting. Try again?",
}
ARCHIVED = {"nl": "Dit kanaal is gearchiveerd.", "en": "This channel is archived."}
TURNED_OFF = {
    "nl": "Je kunt deze app geen berichten sturen.",
    "en": "Sending messages to this app has been turned off.",
}
REQUIRED = {"nl": "Vul dit veld in.", "en": "Please complete this required field."}
TOO_SHORT = {"nl": "Vul minstens {least} tekens in.", "en": "Please enter at least {least} characters."}
TOO_LONG = {"nl": "Vul hooguit {most} tekens in.", "en": "Please enter no more than {most} characters."}
NO_EMAIL = {"nl": "Vul een e-mailadres in.", "en": "Please enter an email address."}
NO_LINK = {"nl": "Vul een webadres in dat met http begint.", "en": "Please enter a web address that starts with http."}
NO_NUMBER = {"nl": "Vul een getal in.", "en": "Please enter a number."}
TOO_LITTLE = {"nl": "Vul een getal in van minstens {least}.", "en": "Please enter a number of at least {least}."}
TOO_MUCH = {"nl": "Vul een getal in van hooguit {most}.", "en": "Please enter a number of no more than {most}."}


def say(words: dict[str, str], lang: str, **params: object) -> str:
    return words["en" if lang == "en" else "nl"].format(**params)
