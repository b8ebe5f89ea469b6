"""One run of the program: which store, who, when, and how to speak to the person outside the answer."""

import re
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import field
from datetime import UTC, date, datetime
from threading import Timer
from typing import TYPE_CHECKING

from aidtrack.cli.rights import TO_SHOW_NAMES, at_home, beyond, of_an_office
from aidtrack.cli.screen_lines import complain
from aidtrack.dataclass import dataclass
from aidtrack.errors import AidtrackError, Away, Usage
from aidtrack.locale import ask_offices, leave_to_others, spoken, t
from aidtrack.phrase import Joined, Said
from aidtrack.store.engine.rights import READER, called
from aidtrack.store.engine.target import Target
from aidtrack.values import personal
from aidtrack.values.text import safe

if TYPE_CHECKING:
    from aidtrack.render.formats import Shown
    from aidtrack.reports.asking.asked import Asked
    from aidtrack.store.collection.missing import Lacking
    from aidtrack.store.engine.connection import Connection
    from aidtrack.store.engine.transaction import Writer
    from aidtrack.values.field import Noun
    from aidtrack.values.report import Report, Seal


SILENT_SECONDS = 2.0  # so long a wait for a lock is not spoken of


class RollBack(Exception):
    """Ends a transaction of a run that keeps nothing."""


@dataclass(slots=True)
class Run:
    """`prefix` is the program's name with the options that found this store, for commands we print; `wrote`: it changed the store.

    `format` is that of the answer, once it is chosen.
    """

    target: Target
    actor: str
    now: datetime
    prefix: list[str]
    wrote: bool = False
    wrote_to: object = None  # which file it was, so that one which takes its place is not written to
    format: "Shown | None" = None
    asked: "Asked | None" = None  # which rows of the answer, in which order, how many, in which columns
    to_stdout: bool = True  # it goes there, and not to a file
    force: bool = False  # files that exist may be written over
    right: str | None = None  # what the command takes on a server to read the store,
    right_to_write: str | None = None  # and to write it
    offices: tuple[str, ...] = ()  # whose part of a collection is asked for, as typed
    of_parts: bool = False  # the command reads parts of a collection
    parts: Mapping[int, str] | None = None  # of the offices that the answer is of, where these are several, the codes
    one: str | None = None  # of a collection, where it is of one office: its code
    without_missing: bool = False  # offices whose server does not answer are left out;
    lacks: Mapping[str, Sequence[str]] = field(default_factory=dict)  # these are, by server
    word: str | None = None  # what its role may do, once a server said it
    of_collection: bool = False  # what it writes is a collection's own business

    @property
    def collects(self) -> bool:
        """Whether what was read is of a collection, as its offices have it."""
        return self.parts is not None or self.one is not None

    @property
    def today(self) -> date:
        return self.now.astimezone().date()

    @contextmanager
    def read(self) -> "Iterator[Connection]":
        from aidtrack.store.engine.connection import read

        try:
            with read(self.target, right=self.right) as connection:
                self.word = connection.right
                if self.of_parts:
                    self._look(connection)
                yield connection
        except Away as error:
            if not (self.without_missing and self.word == READER):
                raise
            advice = t(
                "Which payees a reader is shown masked, all servers know together: ask for what names none, or with an auditor's right."
            )
            raise error.told(error.args[0], advice) from error

    def _look(self, connection: "Connection") -> None:
        from aidtrack.store.engine.collections import is_collection

        if self.offices or is_collection(connection):
            from aidtrack.store.collection.looking import look
            from aidtrack.store.records.identity import identity

            self.lacks = look(connection, self.offices, without_missing=self.without_missing)
            self.parts = connection.parts
            if is_collection(connection):
                leave_to_others(of_an_office(settings=connection.one is not None))
            self.one = None if connection.one is None else identity(connection).office or str(connection.one)

    def leave_out_missing(self, connection: "Connection") -> "Lacking":
        """Of what a collection is asked that is no office's business, offices whose server does not answer keep nothing back: the answer says so."""
        from aidtrack.store.collection import missing
        from aidtrack.store.engine.collections import is_collection

        lacks = missing.leave_out(connection) if is_collection(connection) else missing.NOTHING
        self.lacks = missing.said(lacks.offices, lacks.places)
        return lacks

    def look_at(self, offices: tuple[str, ...] | None) -> None:
        """What is read is the part of a collection that is of these offices, of all where none is given; so are commands that are printed.

        None: the command reads a store as it is.
        """
        if offices is None:
            return
        self.offices, self.of_parts = offices or self.offices, True
        if self.offices:
            ask_offices([*map(safe, self.offices)])
            self.prefix = [*self.prefix, *(word for one in self.offices for word in ("--office", one))]

    def require_whole(self, command: str) -> None:
        """Of what answers for no part of a collection nobody asks it; in the store of an office it may be named.

        Raises Usage; NotEntered where it is the office's own to do; Refused.
        """
        from aidtrack.store.collection.looking import look
        from aidtrack.store.engine.collections import is_collection, require_entered
        from aidtrack.store.engine.connection import read

        if self.target.path is None or self.target.path.exists():
            with read(self.target, older=True) as connection:
                if not is_collection(connection):
                    look(connection, self.offices)
                    return
                if re.match(of_an_office(settings=True), command):
                    require_entered(connection)
        raise Usage(
            t("Of one office of a collection there is no “{command}”.", command=command),
            t("Leave out --office."),
        )

    def require_right(self, right: str | None) -> None:
        """Ask for a right before anything is read. Raises Environment where it lacks."""
        if right is not None and self.target.url is not None:
            from aidtrack.store.engine.connection import admit

            admit(self.target, right)

    @contextmanager
    def write(
        self,
        *,
        references_known: bool = False,
        beside_others: bool = False,
        dry_run: bool = False,
        right: str | None = None,
    ) -> "Iterator[Writer]":
        """A transaction, for which the command's right is asked, or this one; of a dry run, and where RollBack is raised inside, nothing is kept."""
        from aidtrack.store.engine.transaction import write

        opened = write(
            self.target,
            actor=self.actor,
            now=self.now,
            references_known=references_known,
            beside_others=beside_others,
            right=right or self.right_to_write,
            of_collection=self.of_collection or right == TO_SHOW_NAMES,
            still=self.wrote_to,
        )
        try:
            with ExitStack() as stack:
                with self._waiting():
                    writer = stack.enter_context(opened)
                self.word = writer.right
                yield writer
                if dry_run:
                    raise RollBack
        except RollBack:
            return
        self.wrote, self.wrote_to = True, writer.file

    @contextmanager
    def _waiting(self) -> "Iterator[None]":
        """Say what is waited for where it takes long: another writer has the store."""
        late = t("Waiting for another command that writes to {store} …", store=self.target.shown)
        timer = Timer(SILENT_SECONDS, self.say, [late])
        timer.daemon = True
        timer.start()
        try:
            yield
        finally:
            timer.cancel()

    @contextmanager
    def explained(self) -> "Iterator[None]":
        """What the program stumbles over, as Damaged where it is something in the store. Raises Damaged."""
        try:
            yield
        except AidtrackError:
            raise
        except Exception:
            from aidtrack.store.proof.suspect import explained

            with explained(self.target):
                raise

    def reveal(self, command: str) -> None:
        """Show personal names from here on in this run, once the audit log says who asked for it, when and with which command.

        Raises Environment where the store cannot be written, and with it not logged.
        """
        from aidtrack.store.log.append import Chain
        from aidtrack.store.log.chain import REVEAL

        with self.write(right=TO_SHOW_NAMES) as writer:
            Chain(writer).append(*REVEAL, after={"command": command})
        personal.reveal(True)

    def told(self, id: int, answer: "Callable[[], Report]") -> "Report":
        """The answer of a command that recorded the row with this id."""
        return answer()

    def seal(self) -> "Seal":
        """By what a printed answer can be held against its store."""
        from aidtrack.reports.seal import seal

        with self.read() as connection:
            return seal(connection)

    def say(self, line: Said) -> None:
        """A remark beside the answer, on stderr."""
        for one in self.at_home([self.suited(line)]):
            complain(spoken(one))

    def suited(self, line: Said) -> Said:
        """A sentence, with what it takes where it tells to run what the role may not."""
        if self.word is None or (needed := beyond(spoken(line), self.word)) is None:
            return line
        lacks = t(
            "That takes the right {needed}, and yours is {word}: ask whoever has it.",
            needed=called(needed),
            word=called(self.word),
        )
        return Joined((line, lacks), " ")

    def say_all(self, lines: "Iterable[Said]") -> None:
        for line in lines:
            self.say(line)

    def at_home(self, said: "Sequence[Said]") -> "list[Said]":
        """Sentences beside an answer from a collection: what they tell to record its offices record, which is said once behind them."""
        if not self.collects:
            return [*said]
        told = [(at_home(spoken(one), settings=self.one is not None), one) for one in said]
        if all(home is None for home, _ in told):
            return [*said]
        from aidtrack.reports.at_office import handed_over_again

        again = handed_over_again(self.one)
        return [*(one if home is None else home for home, one in told), *([] if again in said else [again])]

    def explain_nothing(
        self,
        connection: "Connection",
        declared: "Noun",
        filters: Mapping[str, Sequence[str]],
        listed_by: str,
        *,
        found: bool = False,
    ) -> None:
        """Say which words of the filters are nowhere. Where rows were `found`, a filter's only word is somewhere."""
        doubtful = {name: texts for name, texts in filters.items() if len(texts) > 1 or not found}
        if doubtful:
            from aidtrack.reports.nowhere import nowhere

            for line in nowhere(connection, declared, doubtful, listed_by):
                self.say(line)

    def confirm(self, question: str, *, yes: bool) -> None:
        """Ask on a terminal; without one the command line is the answer. Raises Usage where the person says no."""
        if not (yes or not _on_terminal() or self.agrees(question)):
            raise Usage(t("Nothing was changed."))

    def agrees(self, question: str) -> bool:
        """What the person says on a terminal; without one, no."""
        if not _on_terminal():
            return False
        self.say(f"{question} [y/N]")
        return sys.stdin.readline().strip().lower() in ("y", "yes", "是")


def answers_on_terminal() -> bool:
    return sys.stdout is not None and sys.stdout.isatty()


def _on_terminal() -> bool:
    return sys.stdin is not None and sys.stdin.isatty()


def clock() -> datetime:
    """The one place that looks at the clock."""
    return datetime.now(UTC)
