"""What is wrong with the templates of a note type: syntax, and names and filters that there are not, by line."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from jinja2 import TemplateSyntaxError, nodes
from jinja2.meta import find_undeclared_variables

from bot.core.faults import Fault, meant
from bot.render.drafts import FILTERS, environment
from bot.render.library import NOTE, Folder

TEMPLATE = ".j2"
REFERENCES = (nodes.Include, nodes.Import, nodes.FromImport, nodes.Extends)
CAPTURES: Mapping[type[nodes.Node], str] = {
    nodes.Macro: "{% macro %}",
    nodes.CallBlock: "{% call %}",
    nodes.AssignBlock: "{% set %} with an end",
    nodes.FilterBlock: "{% filter %}",
}
"""What makes a value of text that is escaped already: it would be escaped again where it is printed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """What templates may use: `once` are questions asked once and constants, `groups` have members each.

    `choices` are all that the answer to a question of this kind can be.
    """

    once: frozenset[str]
    groups: Mapping[str, frozenset[str]]
    choices: Mapping[str, Sequence[str]]

    def owner(self, key: str) -> str:
        """Return the group that this key is a member of, or nothing."""
        return next((group for group, members in self.groups.items() if key in members), "")


@dataclass(frozen=True, slots=True)
class Tree:
    """A template that could be parsed."""

    name: str
    root: nodes.Template
    unbound: frozenset[str]

    def at(self, node: nodes.Node) -> str:
        """Return where a node stands, as people say it."""
        return f"{self.name}, line {node.lineno}"


def template_faults(folder: Folder, names: Names) -> tuple[list[Fault], frozenset[str] | None]:
    """Return the faults of all templates, and the keys that they use; None while one can not be read."""
    found: list[Fault] = []
    trees: list[Tree] = []
    if NOTE not in folder.files:
        found.append(Fault(NOTE, "is missing", "Write the note there, with {{ key }} for each answer"))
    files = sorted(name for name in folder.files if name.endswith(TEMPLATE))
    used: set[str] = set()
    for name in files:
        try:
            tree = _tree(name, folder.files[name])
            found += _wrong(tree, names, folder)
            used |= set(_used(tree, names))
            trees.append(tree)
        except TemplateSyntaxError as error:
            line = _begun(folder.files[name], error.lineno)
            what = f"can not be read: {error.message}"
            found.append(Fault(f"{name}, line {line}", what, "Mend that line"))
        except RecursionError:
            found.append(
                Fault(name, "is nested too deeply to be read", "Use fewer blocks or brackets in each other")
            )
    if NOTE not in {tree.name for tree in trees} or len(trees) < len(files):
        return found, None
    return found, frozenset(used)


def _begun(text: str, line: int) -> int:
    """Return the line on which the tag begins that goes wrong on this one: what is not closed is noticed later."""
    lines = text.splitlines()
    for number in range(line, 0, -1):
        tags = re.findall(r"\{[{%#]|[}%#]\}", lines[number - 1]) if number <= len(lines) else []
        if number < line and tags:
            return number if tags[-1].startswith("{") else line
    return line


def _wrong(tree: Tree, names: Names, folder: Folder) -> list[Fault]:
    found = [*_names(tree, names), *_members(tree, names), *_compared(tree, names), *_filters(tree)]
    return [*found, *_references(tree, folder), *_captures(tree)]


def _tree(name: str, text: str) -> Tree:
    """Read a template; a filter that there is not would end the search for names, so it gets a stand-in."""
    room = environment()
    root = room.parse(text)
    if power := root.find(nodes.Pow):
        # 9 ** 9 ** 9 would be computed while the template is read, and nothing could stop it
        raise TemplateSyntaxError("** is not possible, write the number itself", power.lineno)
    room.filters.update({name: _stand_in for name, _ in _unknown(root, room.filters, nodes.Filter)})
    room.tests.update({name: _stand_in for name, _ in _unknown(root, room.tests, nodes.Test)})
    return Tree(name, root, frozenset(find_undeclared_variables(root) - room.globals.keys()))


def _names(tree: Tree, names: Names) -> Iterator[Fault]:
    known, filters = names.once | names.groups.keys(), environment().filters
    unknown = tree.unbound - known
    seen = {(node.name, tree.at(node)) for node in tree.root.find_all(nodes.Name) if node.name in unknown}
    for key, where in sorted(seen):
        group = names.owner(key)
        what, mend = "is no question, group or constant", meant(key, known)
        if group:
            what = f"is asked for each {group}"
            mend = f"Write {{% for one in {group} %}} and {{{{ one.{key} }}}}"
        elif key in filters:
            what = "is a filter, and stands where a key belongs"
            mend = f"Write {{{{ key | {key} }}}}; the keys are: {', '.join(sorted(known))}"
        yield Fault(where, f"{key!r} {what}", mend)


def _members(tree: Tree, names: Names) -> Iterator[Fault]:
    for group, key, node in _taken(tree, names):
        if key not in names.groups[group]:
            yield Fault(
                tree.at(node), f"{key!r} is no question of the group {group}", meant(key, names.groups[group])
            )


def _taken(tree: Tree, names: Names) -> Iterator[tuple[str, str, nodes.Node]]:
    """Give what is taken from the items of a group: `one.key` within `for one in group`."""
    for loop in tree.root.find_all(nodes.For):
        group = _base(loop.iter)
        if group in names.groups and isinstance(loop.target, nodes.Name):
            for node in loop.find_all((nodes.Getattr, nodes.Getitem)):
                yield from ((group, key, node) for key in _attribute(node, loop.target.name))


def _compared(tree: Tree, names: Names) -> Iterator[Fault]:
    """Name what is compared with an answer that it never is: `{% if format == "plane" %}`, or `in ["plane"]`."""
    for node in tree.root.find_all(nodes.Compare):
        left, right, op = node.expr, node.ops[0].expr, node.ops[0].op
        turned = [(right, left)] if op in {"eq", "ne"} else []  # of `in`, the answer stands before it
        for asked, said in [(left, right), *turned]:
            known = names.choices.get(_key(asked), ())
            for value in _texts(said) if known else ():
                if value not in known:
                    what = f"compares {_key(asked)!r} with {value!r}, which it never is"
                    yield Fault(tree.at(node), what, meant(value, map(str, known)))


def _key(node: nodes.Node) -> str:
    """Return the key in `key`, `item.key` or `item["key"]`."""
    match node:
        case nodes.Name(name=str(key)) | nodes.Getattr(attr=str(key)):
            return key
        case nodes.Getitem(arg=nodes.Const(value=str(key))):
            return key
        case _:
            return ""


def _texts(node: nodes.Expr) -> list[str]:
    """Return the texts that are written out here, alone or in a list."""
    try:
        said = node.as_const()
    except nodes.Impossible:
        return []
    return [text for text in (said if isinstance(said, list | tuple) else [said]) if isinstance(text, str)]


def _base(node: nodes.Node | None) -> str:
    """Return the name that filters such as `group | reverse` begin with."""
    while isinstance(node, nodes.Filter):
        node = node.node
    return node.name if isinstance(node, nodes.Name) else ""


def _attribute(node: nodes.Node, item: str) -> list[str]:
    """Return the key in `item.key` or `item["key"]`."""
    match node:
        case nodes.Getattr(node=nodes.Name(name=name), attr=str(key)) if name == item:
            return [key]
        case nodes.Getitem(node=nodes.Name(name=name), arg=nodes.Const(value=str(key))) if name == item:
            return [key]
        case _:
            return []


def _filters(tree: Tree) -> Iterator[Fault]:
    room = environment()
    for name, node in _unknown(tree.root, room.filters, nodes.Filter):
        yield Fault(tree.at(node), f"there is no filter {name!r}", _nearest(name, room.filters))
    for name, node in _unknown(tree.root, room.tests, nodes.Test):
        yield Fault(tree.at(node), f"there is no test {name!r}", meant(name, room.tests))


def _unknown(
    root: nodes.Template, known: Mapping[str, object], kind: type[nodes.Filter | nodes.Test]
) -> list[tuple[str, nodes.Node]]:
    return [(node.name, node) for node in root.find_all(kind) if node.name not in known]


def _stand_in(value: object) -> object:
    return value


def _nearest(said: str, known: Mapping[str, object]) -> str:
    """Return the nearest of the many names that Jinja brings; where it is none of the house, those of the house too."""
    near, own = meant(said, known), f"The filters of the house are {', '.join(sorted(FILTERS))}"
    if not near.startswith("Did"):
        return own
    return near if meant(said, FILTERS) == near else f"{near} {own}"


def _references(tree: Tree, folder: Folder) -> Iterator[Fault]:
    for node in tree.root.find_all(REFERENCES):
        named = getattr(node, "template", None)
        if isinstance(named, nodes.Const) and named.value not in folder.files:
            files = [name for name in folder.files if name.endswith(TEMPLATE)]
            yield Fault(
                tree.at(node), f"there is no template {named.value!r} here", meant(str(named.value), files)
            )


def _captures(tree: Tree) -> Iterator[Fault]:
    for kind, written in CAPTURES.items():
        for node in tree.root.find_all(kind):
            yield Fault(
                tree.at(node), f"{written} is not possible: values would be escaped twice", "Write it out"
            )
    for node in tree.root.find_all(nodes.Concat):
        if any(inner.name in FILTERS for inner in node.find_all(nodes.Filter)):
            mend = "Write one {{ }} after the other"
            yield Fault(tree.at(node), "~ joins what a filter wrote: it would be escaped twice", mend)


def _used(tree: Tree, names: Names) -> Iterator[str]:
    yield from (node.name for node in tree.root.find_all(nodes.Name) if node.ctx == "load")
    yield from (key for _, key, _ in _taken(tree, names))
