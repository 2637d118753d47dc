"""Pool: the prompts that somebody can get: those of the pack, of their own team, and of challenges."""

from collections.abc import Sequence

from sqlalchemy import Connection

from bot import offers
from bot.core import challenges as deeds
from bot.core import ids
from bot.core.challenges import Challenge
from bot.core.prompts import Answer, AnswerType, Kind, Library, Prompt, Text, Theme
from storage import challenges, proposals
from storage.proposals import Proposal, State

OWN = "eigen-"
"""How the id of a prompt begins that a team wrote itself."""
ANSWERS = {Kind.ACTION: AnswerType.DONE, Kind.REFLECTION: AnswerType.TEXT}
EFFORT_MINUTES = 5


def of_teams(conn: Connection, library: Library, team_ids: Sequence[bytes]) -> dict[bytes, Library]:
    """For each team that has own prompts: the library with those added."""
    own = proposals.of_teams(conn, team_ids, State.ACCEPTED)
    return {team: Library((*library.prompts, *map(prompt_of, each)), library.version) for team, each in own.items()}


def find(conn: Connection, library: Library, prompt_id: str) -> Prompt | None:
    """The prompt with that id; None when it is in no pack any more."""
    proposal, challenge = own_of(conn, prompt_id), challenge_of(conn, prompt_id)
    if challenge:
        return _of_challenge(library, challenge, prompt_id)
    return prompt_of(proposal) if proposal else library.by_id.get(prompt_id)


def own_of(conn: Connection, prompt_id: str) -> Proposal | None:
    """The proposal behind the id of a team's own prompt."""
    return proposals.get(conn, bytes.fromhex(prompt_id.removeprefix(OWN))) if prompt_id.startswith(OWN) else None


def challenge_of(conn: Connection, prompt_id: str) -> Challenge | None:
    """The challenge behind the id of one of its prompts."""
    id = deeds.id_in(prompt_id)
    return challenges.get(conn, ids.parse(id)) if id else None


def _of_challenge(library: Library, challenge: Challenge, prompt_id: str) -> Prompt:
    step = deeds.step(challenge)
    return step if step.id == prompt_id else offers.closing(library, challenge)


def prompt_of(proposal: Proposal) -> Prompt:
    """A team writes in one language; it is shown as written."""
    id = OWN + proposal.id.hex()
    return Prompt(
        id=id,
        kind=proposal.kind,
        theme=Theme.EIGEN_RECEPT,
        family=id,
        roles=frozenset(),
        moment="altijd",
        effort_min=EFFORT_MINUTES,
        phase="any",
        answer=Answer(ANSWERS[proposal.kind]),
        text=Text(proposal.text, proposal.text),
        why=Text("", ""),
        source=f"team:{proposal.team_id.hex()[:8]}",
    )
