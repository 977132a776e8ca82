"""Which names mean the same body.

Bodies are made one by the stock code, by the same full name, and by a short name that only one body bears. Two stock
codes are never made one, nor are a parent and its child. A short name of several bodies stays apart, with a note.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from aftershock.ids import digest
from aftershock.model import Name, NameFound
from aftershock.resolve.bodies import KINDS, Body, alike, folded, is_full, name_of, rank
from aftershock.resolve.state import State, proof
from aftershock.sentences import Sentences
from aftershock.vocabulary import Company


class Identities:
    """All bodies of all documents. Fill with `configure` and `take`, then `settle`, then ask."""

    def __init__(self) -> None:
        self._bodies: list[Body] = []
        self._by_key: dict[tuple[bool, str | None, str], Body] = {}
        self._local: dict[str, dict[str, set[int]]] = {}
        self._global: dict[str, list[Body]] = {}
        self._names: dict[int, Name] = {}

    # Filling

    def configure(self, companies: Sequence[Company]) -> list[tuple[str, Body, Body]]:
        """Take the event's own list; its relations as (type, parent, child)."""
        relations = []
        for company in companies:
            parent = self._new(False, company.code, company.name)
            parent.listed, parent.display, parent.full, parent.orgid = True, company.name, company.full, company.orgid
            parent.kinds["listed company"] += 1
            self._forms(parent, (company.name, *company.aliases, *company.former), company.full, company.former)
            for part in company.bodies:
                child = self._new(False, None, part.full or part.name)
                child.listed, child.display, child.full = True, child.display or part.name, child.full or part.full
                if part.kind in KINDS:
                    child.kinds[part.kind] += 1
                self._forms(child, (part.name, *part.aliases), part.full, ())
                self._keep_apart(parent, child)
                relations.append((part.relation, parent, child))
        return relations

    @staticmethod
    def _forms(body: Body, forms: Iterable[str], full: str | None, former: Iterable[str]) -> None:
        for form in (*forms, *([full] if full else [])):
            body.forms[form] += 0
        body.former.update(former)

    def take(self, state: State, sentences: Sentences) -> None:
        """Take the names of one document's newest version."""
        local = self._local.setdefault(state.document, defaultdict(set))
        text = state.version.article.text
        order = f"{state.dated.timestamp():020.3f} {state.document}"
        for found in state.facts.names:
            body = self._body(found)
            body.kinds[found.kind] += 1
            body.documents[state.document] = order
            used = {text[start:end] for start, end in found.mentions}
            body.forms.update({found.name, *found.aliases, *found.former} & used)
            self._forms(body, (found.name, *found.aliases, *found.former), None, found.former)
            for form in (found.name, *found.aliases, *found.former):
                local[folded(form)].add(body.number)
            for start, end in sorted(found.mentions, reverse=True):
                form = text[start:end]
                if form not in body.proofs or body.proofs[form][0] >= order:
                    body.proofs[form] = (order, proof(state.version, sentences, start, end))
        for relation in state.facts.relations:
            parents, children = local.get(folded(relation.parent), set()), local.get(folded(relation.child), set())
            if len(parents) == len(children) == 1 and parents != children:
                self._keep_apart(self._bodies[min(parents)], self._bodies[min(children)])

    def _body(self, found: NameFound) -> Body:
        return self._new(found.kind == "person", found.code, found.name)

    def _new(self, person: bool, code: str | None, name: str) -> Body:
        key = (person, code, folded(name))
        body = self._by_key.get(key)
        if body is None:
            body = Body(len(self._bodies), person, code, own={key[2]})
            body.members.add(body.number)
            self._bodies.append(body)
            self._by_key[key] = body
        return body

    @staticmethod
    def _keep_apart(one: Body, other: Body) -> None:
        if one is not other:
            one.apart.add(other.number)
            other.apart.add(one.number)

    # Making one

    def settle(self) -> None:
        """Decide which bodies are one, and what each is called."""
        by_code: dict[str, list[Body]] = defaultdict(list)
        for body in sorted(self._bodies, key=rank):
            if body.code is not None:
                by_code[body.code].append(body)
        for code in sorted(by_code):
            first, *rest = by_code[code]
            for other in rest:
                self._unite(first, other)
        # Longer names say more: they are settled before shorter ones. Twice, since one union may make another possible.
        for _ in range(2):
            owners = self._owners()
            for key in sorted(owners, key=lambda item: (-len(item[1]), item)):
                self._settle_form(key[1], owners[key])
        for (_, form), bodies in self._owners().items():
            self._global.setdefault(form, []).extend(bodies)
        self._name_all()

    def _owners(self) -> dict[tuple[bool, str], list[Body]]:
        owners: dict[tuple[bool, str], list[Body]] = defaultdict(list)
        for body in sorted(self._roots(), key=rank):
            for form in body.folded_forms():
                owners[body.person, form].append(body)
        return owners

    def _settle_form(self, form: str, bearers: list[Body]) -> None:
        bodies = list(dict.fromkeys(self._root(body) for body in bearers))
        if len(bodies) < 2:
            return
        listed = [body for body in bodies if body.listed]
        several = len({body.code for body in bodies if body.code}) > 1
        if several and len(listed) != 1:
            self._note(form, bodies)
            return
        if is_full(form) or len(listed) == 1 or len(bodies) == 2:
            # A full name; a name that the event's list explains; a short name beside the one body that explains it.
            first = (listed or [body for body in bodies if form not in body.own] or bodies)[0]
            for other in bodies:
                if other is not first and (
                    is_full(form) or form in other.own or form in first.own or alike(first, other)
                ):
                    self._unite(first, other)
        else:
            self._settle_several(form, bodies)
        left = list(dict.fromkeys(self._root(body) for body in bodies))
        if len(left) > 1 and not left[0].person:
            self._note(form, left)

    def _settle_several(self, form: str, bodies: list[Body]) -> None:
        """Of bodies that share a short name, those whose own names contain each other are one; if one is left, all."""
        explaining = [body for body in bodies if form not in body.own]
        for at, one in enumerate(explaining):
            for other in explaining[at + 1 :]:
                if alike(self._root(one), self._root(other)):
                    self._unite(self._root(one), self._root(other))
        left = list(dict.fromkeys(self._root(body) for body in explaining))
        named = [body for body in bodies if form in body.own]
        if len(left) == 1 or not left:
            first = (left or named)[0]
            for other in named:
                self._unite(self._root(first), self._root(other))

    def _note(self, form: str, bodies: list[Body]) -> None:
        labels = sorted({body.code or max(body.forms, key=lambda item: (len(item), item)) for body in bodies})
        if len(labels) > 1:
            for body in bodies:
                body.notes.add(f"{form} may stand for {' or '.join(labels)}: kept apart")

    def _unite(self, one: Body, other: Body) -> bool:
        one, other = sorted((self._root(one), self._root(other)), key=rank)
        if one is other or one.person != other.person:
            return False
        if one.code and other.code and one.code != other.code:
            return False
        if one.listed and other.listed and not (one.code and one.code == other.code) and one.full != other.full:
            return False
        if one.apart & other.members or other.apart & one.members:
            return False
        other.into = one
        one.code, one.orgid = one.code or other.code, one.orgid or other.orgid
        one.display, one.full = one.display or other.display, one.full or other.full
        one.listed = one.listed or other.listed
        one.own |= other.own
        one.forms.update(other.forms)
        for form in other.forms:
            one.forms[form] += 0
        one.former |= other.former
        one.kinds.update(other.kinds)
        one.documents.update(other.documents)
        for form, (order, evidence) in other.proofs.items():
            if form not in one.proofs or one.proofs[form][0] > order:
                one.proofs[form] = (order, evidence)
        one.notes |= other.notes
        one.apart |= other.apart
        one.members |= other.members
        return True

    def _root(self, body: Body) -> Body:
        while body.into is not None:
            body = body.into
        return body

    def _roots(self) -> list[Body]:
        return [body for body in self._bodies if body.into is None]

    # Answers

    def _name_all(self) -> None:
        taken: Counter[str] = Counter()
        made = {body.number: name_of(body) for body in sorted(self._roots(), key=rank)}
        taken.update(name.id for name in made.values())
        for number, name in made.items():
            if taken[name.id] > 1:  # the same display name of several bodies: what tells them apart makes the id
                body = self._bodies[number]
                apart = digest(name.name, name.kind, name.full or "", *sorted(body.own))
                made[number] = Name(
                    apart, name.name, name.kind, name.full, name.aliases, name.former, name.code, name.orgid,
                    name.documents, name.evidence, name.notes,
                )  # fmt: skip
        self._names = made

    def names(self) -> tuple[Name, ...]:
        """All that some document mentions, or that the event lists; those in most documents first."""
        return tuple(sorted(self._names.values(), key=lambda name: (-len(name.documents), name.name, name.id)))

    def of(self, body: Body) -> Name:
        """The name of a body, after `settle`."""
        return self._names[self._root(body).number]

    def find(self, document: str, words: str | None) -> Name | None:
        """Whom words mean in a document: what the document itself says, else what is the only meaning anywhere."""
        if not words:
            return None
        form = folded(words)
        here = {self._root(self._bodies[number]).number for number in self._local.get(document, {}).get(form, ())}
        if len(here) > 1:
            return None
        if here:
            return self._names[here.pop()]
        anywhere = {self._root(body).number for body in self._global.get(form, ())}
        return self._names[anywhere.pop()] if len(anywhere) == 1 else None
