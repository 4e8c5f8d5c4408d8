"""First and last names of the made-up accounts."""

from __future__ import annotations

FIRST = """
ada alma amir anya bela caio chen dara dina elif emil enzo faye gita hana hugo ida ines
iris ivo jana juno kaia kemi lars lea liv luca maja mara milo mira nadia nils nora omar
otis pia priya ravi rosa sami sara selma tara theo tomas uma vera wim yara yuki zoe
""".split()  # noqa: SIM905
LAST = """
adler banks beck berg cole costa dahl diaz ek falk fox gray haas hill holm jansen kato
khan kim klein lane lima lund mora nash novak okoye olsen park patel perez quinn reyes
rossi roth sato silva sol stone tran vega voss wada wolf yilmaz young zhou
""".split()  # noqa: SIM905
