"""What a person cannot do, and why."""


class CannotDo(ValueError):
    """One clear sentence: the button is not there, the window is closed, the person is not a member."""
