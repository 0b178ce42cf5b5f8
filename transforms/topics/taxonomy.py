"""The shape of a lexicon file: topics, their place in a scheme, and the terms that speak for them.

A file is YAML: ``scheme``, ``topics`` and, where a scheme only applies within a context, ``context``; ``not``
beside them, or in their place, lists phrases that are no evidence for any topic. A topic has ``code``,
``label``, ``label_id``, ``definition``, a ``parent`` unless it stands at the top, and terms in three
strengths: ``strong`` (alone makes the topic likely), ``usual`` (three of them do) and ``weak`` (only adds to
others); ``not`` lists phrases that are no evidence although they hold a term. A term is

- a word or phrase, met in small or capital letters, with or without -nya and -lah: ``bulu tangkis``;
- in capitals, met in capitals only: ``KUR``;
- a verbal root after a tilde, met with all its affixes: ``~tanam``;
- with an optional part in brackets: ``election(s)``.

Hyphens and apostrophes count as spaces. The longest term wins where several begin with the same word.
"""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Topic:
    """One topic of one scheme.

    Attributes:
        scheme: ``iptc`` (Media Topics) or ``uu23`` (affairs of Law 23/2014).
        code: id within the scheme, e.g. ``medtop:15000000``.
        label: English name.
        label_id: Indonesian name.
        parent: code of the broader topic, None at the top.
        definition: one sentence.
        terms: weight → entries as written, see `transforms.topics.morphology.expand`.
        exclusions: phrases that are no evidence although they hold a term.
    """

    scheme: str
    code: str
    label: str
    label_id: str
    parent: str | None
    definition: str
    terms: dict[str, list[str]] = field(default_factory=dict)
    exclusions: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class LexiconFile:
    """What one YAML file holds.

    Attributes:
        scheme: the scheme of all its topics.
        topics: in the order of the file.
        context: entries of which some must stand in an article before the scheme applies to it.
        exclusions: phrases that are no evidence although they hold a term.
    """

    scheme: str
    topics: list[Topic]
    context: list[str]
    exclusions: list[str]
