"""The command line: `zetje`, also `python -m bot`."""

import logging
import sys

import click
from dotenv import find_dotenv, load_dotenv

from bot.commands import backup, content, database, demo, doctor, manifest, plan, privacy, report, run, subject


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="zetje", prog_name="zetje")
@click.option("-v", "--verbose", is_flag=True, help="Say more in the log.")
def main(verbose: bool) -> None:
    """A little push every working day, for everybody who serves residents."""
    load_dotenv(find_dotenv(usecwd=True))  # where the manager stands, not where the program is installed
    logging.basicConfig(
        level=logging.INFO if verbose else logging.WARNING,
        format="%(asctime)s %(levelname)s %(name)s: %(message)s",
        stream=sys.stderr,
    )


for command in (
    run.run,
    demo.demo,
    doctor.doctor,
    plan.plan,
    report.report,
    content.content,
    manifest.manifest,
    privacy.privacy,
    subject.export,
    subject.erase,
    backup.backup,
    backup.restore,
    backup.key,
    database.db,
):
    main.add_command(command)


if __name__ == "__main__":
    main()
