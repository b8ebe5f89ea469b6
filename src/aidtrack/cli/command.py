"""A command: it calls a function and shows the `Report` that this returns."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from aidtrack.cli.answer_options import of_a_record, of_an_answer, offices, show_personal
from aidtrack.cli.answering import Answering, Function, current
from aidtrack.cli.asking import Headings, asking_options
from aidtrack.cli.help_text import examples_text, help_text, words_of
from aidtrack.cli.params import NO_OPTION, HelpOption
from aidtrack.cli.typer_internals import Context, HelpFormatter, Parameter, TyperCommand, UsageError
from aidtrack.pattern import pattern

if TYPE_CHECKING:
    from aidtrack.values.field import Field

_NEGATIVE = pattern(r"-(?=[0-9¥￥])")


class Command(TyperCommand):
    """A command with help in our two languages; `-500` is an amount, not an option.

    `function` is what it does, `own` are the parameters that this takes.
    """

    function: Function
    own: Sequence[Parameter] = ()
    asks_for: "Sequence[Field]" = ()  # on a terminal, where nothing is given: what is given first, and as options

    def parse_args(self, ctx: Context, args: list[str]) -> list[str]:
        if self.asks_for and not args and ctx.info_name == self.name and not ctx.resilient_parsing:
            args = self._answers(ctx)
        options = [param for param in self.params if param.param_type_name == "option"]
        valued = {name for param in options if not getattr(param, "is_flag", False) for name in param.opts}
        marked = [
            arg if last in valued or not _NEGATIVE.match(arg) else NO_OPTION + arg
            for last, arg in zip([None, *args], args, strict=False)
        ]
        try:
            return super().parse_args(ctx, marked)
        except UsageError as error:
            error.ctx = error.ctx or ctx  # of an option without its value nothing says whose it is
            raise

    def _answers(self, ctx: Context) -> list[str]:
        from aidtrack.cli.guided import asks_on_terminal, guided

        first, *others = self.asks_for
        return guided(current(ctx), words_of(ctx).split(), first, others) if asks_on_terminal() else []

    def format_help(self, ctx: Context, formatter: HelpFormatter) -> None:
        formatter.write(help_text(self, ctx, {}))
        formatter.write(examples_text(words_of(ctx)))


def command(
    name: str,
    help: str,
    params: Sequence[Parameter],
    function: Function,
    *,
    answers: bool = True,
    personal: bool = False,
    writes: bool = False,
    prints: bool = False,
    lists: Headings | None = None,
    parts: bool = False,
    stands: bool = False,
) -> Command:
    """A command that calls `function(run, **values)` and shows the `Report` it returns, in the format asked for.

    A function that hands its `Report` over as a context is ended, and its transaction with it, when the answer is ready to be
    put in its place: either both are done or neither. A command that may come to show a person's name is `personal`: it masks it
    unless it is told not to, which is logged first. One that `writes` says what it did in the line that stands for its answer;
    one that `prints` too shows the answer below, unless it is to be quiet. Of one that `lists` rows under these headings it can be asked
    which, in which order, how many, in which columns. One that answers from `parts` of a collection takes their offices; where it `stands`,
    the collection itself answers unless some are asked for.
    """
    asking = [] if lists is None else asking_options(lists, params)
    limits = lists is not None or any(param.name == "limit" for param in params)
    call = Answering(
        function, asking, answers=answers, writes=writes, prints=prints, limits=limits, parts=parts, stands=stands
    )
    shown = [
        *params, *asking, *(offices() if parts else []), *([show_personal()] if personal else []), *(of_a_record() if writes else []),
        *(of_an_answer(whole=writes) if answers else []), HelpOption(),
    ]  # fmt: skip
    made = Command(name, params=shown, callback=call, help=help, add_help_option=False)
    made.function, made.own = function, params
    return made
