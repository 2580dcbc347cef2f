"""A county comes in as a table or a list of codes; what is missing is imputed and listed."""

import pickle
from types import SimpleNamespace

import numpy as np
import openpyxl
import pytest

from sim.county import (
    Profile,
    county_from_codes,
    describe,
    load_county,
    read_county,
    write_county,
)
from sim.county.codes import unit_of
from sim.county.columns import COLUMNS, STAFF_COLUMNS, WORDS, column_of, parsed
from sim.county.imputation import MOST_STAFF, RULE_OF, Row, fill, keyed
from sim.county.table import read_sheet
from sim.errors import ScenarioError
from sim.vocabulary import (
    AREAS,
    COMMITTEE_KINDS,
    COMMUNITY_KINDS,
    ORGANIZATION_ROWS,
    STAFF_ROWS,
)

SMALL = "name,residents\nElm,4000\nOak,2600\n"
CHINESE = "名称,镇街,类型,居民数（人）,物业,业委会\n榆树,北街,安置社区,4000,物业公司,有\n"


def table(tmp_path, content, name="county.csv"):
    path = tmp_path / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def faults(tmp_path, content, read=read_county):
    path = table(tmp_path, content)
    with pytest.raises(ScenarioError) as caught:
        read(path)
    return [str(problem).removeprefix(f"{path}:") for problem in caught.value.problems]


def same(a: Profile, b: Profile):
    return all(np.array_equal(getattr(a, c.name), getattr(b, c.name)) for c in COLUMNS)


class TestIllustrative:
    def test_counts(self):
        county = load_county("illustrative")
        assert len(county) == 24
        assert county.residents.sum() == 96_000
        assert np.bincount(county.area).tolist() == [4, 8, 12]
        assert np.bincount(county.kind).tolist() == [8, 6, 6, 4]
        assert np.bincount(county.committee).tolist() == [20, 4]
        assert county.organizations.sum() == 19  # 0.8 per community

    def test_complete(self):
        county = load_county("illustrative")
        assert county.imputed == {}
        assert county.warnings == ()
        assert not county.anonymous
        assert county.labels()[0] == "Workshop Road"
        assert county.summary() == ["imputed: nothing"]

    def test_platform_and_grid_stand_in_the_development_zone(self):
        county = load_county("illustrative")
        zone = county.area == AREAS.index("development_zone")
        assert (county.platform == zone).all()
        assert ((county.grid_workers > 0) == zone).all()
        assert county.residents[zone].sum() / county.grid_workers[zone].sum() == 1240

    def test_magnitudes(self):
        county = load_county("illustrative")
        each = county.residents / county.staff().sum(axis=1)
        assert each.min() >= 400 and each.max() <= 900
        persons = county.residents / county.households
        assert persons.min() >= 2.3 and persons.max() <= 3.2

    def test_columns_are_read_only_and_travel(self):
        county = load_county("illustrative")
        with pytest.raises(ValueError):
            county.residents[0] = 1
        assert pickle.loads(pickle.dumps(county)).key() == county.key()


class TestReading:
    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "gb18030", "utf-16"])
    def test_encodings(self, tmp_path, encoding):
        county = read_county(table(tmp_path, CHINESE.encode(encoding)))
        assert county.name.tolist() == ["榆树"]
        assert county.township.tolist() == ["北街"]
        assert COMMUNITY_KINDS[county.kind[0]] == "resettlement"
        assert county.owners_committee[0]
        assert county.warnings == ()

    @pytest.mark.parametrize("separator", [",", ";", "\t"])
    @pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
    def test_separators(self, tmp_path, separator, newline):
        content = SMALL.replace(",", separator).replace("\n", newline)
        assert read_county(table(tmp_path, content)).residents.tolist() == [4000, 2600]

    def test_excel(self, tmp_path):
        book = openpyxl.Workbook()
        book.active.append(["County of nowhere"])
        book.active.append(["代码", "名称", "常住人口", "share_60plus"])
        book.active.append([430000001001, "Elm", 4000.0, 0.25])
        book.active.append([430000001002, "Oak", 2600, None])
        book.create_sheet("notes")
        book.save(tmp_path / "county.xlsx")
        county = read_county(tmp_path / "county.xlsx")
        assert county.code.tolist() == ["430000001001", "430000001002"]
        assert county.residents.tolist() == [4000, 2600]
        assert county.share_60plus[0] == 0.25
        assert county.imputed["share_60plus"] == 1
        assert "only the first sheet, Sheet, was read" in county.warnings[0]

    def test_excel_equals_csv(self, tmp_path):
        book = openpyxl.Workbook()
        for line in SMALL.split():
            name, number = line.split(",")
            book.active.append([name, int(number) if number.isdigit() else number])
        book.save(tmp_path / "county.xlsx")
        assert same(read_county(tmp_path / "county.xlsx"), read_county(table(tmp_path, SMALL)))

    def test_excel_without_openpyxl(self, tmp_path, monkeypatch):
        openpyxl.Workbook().save(tmp_path / "county.xlsx")
        monkeypatch.setitem(__import__("sys").modules, "openpyxl", None)
        with pytest.raises(ScenarioError, match=r"pip install 'community-governance-sim\[excel\]'"):
            read_county(tmp_path / "county.xlsx")

    def test_title_row_blank_rows_and_quotes(self, tmp_path):
        content = 'Our county,\n\nname,residents\n"Elm, lower",4000\n,\nOak,2600\n'
        assert read_county(table(tmp_path, content)).name.tolist() == ["Elm, lower", "Oak"]

    def test_every_alias_and_word_is_unambiguous(self):
        for item in COLUMNS:
            assert all(column_of(alias) is item for alias in (item.name, *item.aliases.split()))
            for word, others in WORDS.get(item.name, {}).items():
                assert all(parsed(item, other) == word for other in (word, *others.split()))

    def test_staff_total_is_split(self, tmp_path):
        county = read_county(table(tmp_path, "name,residents,staff,社工\nElm,4000,10,4\n"))
        assert county.staff().sum() == 10
        assert county.staff_social_worker[0] == 4
        assert county.imputed["staff_cadre"] == 1
        assert "staff_social_worker" not in county.imputed

    def test_unknown_column_is_a_warning(self, tmp_path):
        county = read_county(table(tmp_path, "name,residents,howseholds,mood\nElm,4000,1500,5\n"))
        assert "1:3: the column 'howseholds' is unknown" in county.warnings[0]
        assert "Did you mean households?" in county.warnings[0]
        assert "'mood'" in county.warnings[1]

    def test_degrees_are_a_warning(self, tmp_path):
        content = "name,residents,x,y\nElm,4000,113.2,27.1\nOak,2600,113.4,27.3\n"
        assert "in meters, not degrees" in read_county(table(tmp_path, content)).warnings[0]

    def test_same_name_in_two_towns(self, tmp_path):
        county = read_county(table(tmp_path, "name,town,residents\nElm,A,10\nElm,B,10\n"))
        assert county.code.tolist() == ["A/Elm", "B/Elm"]


FAULTS = {
    "no residents": ("name,residnets\nElm,4\n",
                     "1: found no column residents, expected a header that names it. "
                     "Did you mean residents by 'residnets'?"),
    "no name": ("kind,residents\nvillage,4\n", "1: found no column name or code"),
    "no header": ("name,4000\nOak,2600\n", "The first row should hold the names"),
    "text for a number": ("name,residents\nElm,many\n",
                          "2:2 residents: found 'many', expected a number."),
    "negative": ("name,residents\nElm,-4\n", "2:2 residents: found '-4', expected at least 1"),
    "zero residents": ("name,residents\nElm,0\n", "found '0', expected at least 1"),
    "not a number": ("name,residents\nElm,inf\n", "found 'inf', expected a number."),
    "huge": ("name,residents\nElm,1e400\n", "expected a number up to 1e12"),
    "thousands": ('name,residents\nElm,"4,000"\n', "Write 4000, without thousands separators."),
    "decimal comma": ("name;residents;share_60plus\nElm;4000;0,35\n", "Write 0.35, with"),
    "unit": ("name,residents\nElm,4000人\n", "Write the number without its unit."),
    "percent": ("name,residents,share_60plus\nElm,4000,35\n",
                "2:3 share_60plus: found '35', expected a share from 0 to 1. "
                "Write 0.35 for 35 %."),
    "percent sign": ("name,residents,share_60plus\nElm,4000,35%\n", "Write 0.35 for 35 %."),
    "share below 0": ("name,residents,share_60plus\nElm,4000,-0.1\n", "expected a share from 0"),
    "half a worker": ("name,residents,staff_post\nElm,4000,1.5\n", "expected a whole number"),
    "unknown word": ("name,residents,kind\nElm,4000,vilage\n", "Did you mean village?"),
    "word of another column": ("name,residents,kind\nElm,4000,居委会\n",
                               "This is a word of the column committee."),
    "flag": ("name,residents,platform\nElm,4000,perhaps\n", "expected yes or no"),
    "repeated name": ("name,residents\nElm,4\nElm,5\n",
                      "3:1 name: found 'Elm' again, as on line 2, expected a name of its own."),
    "repeated code": ("code,residents\n1,4\n1,5\n", "3:1 code: found '1' again, as on line 2"),
    "repeated column": ("name,residents,人口\nElm,4,4\n", "1:3 人口: found a second column res"),
    "shortened code": ("code,residents\n4.30281E+11,4\n", "A spreadsheet shortened it"),
    "no name in a row": ("name,residents\n,4\n", "2:1 name: the cell is empty, expected name"),
    "no residents in a row": ("name,residents\nElm,\n", "2:2 residents: the cell is empty"),
    "a cell too many": ("name,residents\nElm,4,5\n", "the row has 3 cells, expected 2"),
    "row of totals": ("name,residents\nElm,4\n合计,4\n", "remove it"),
    "control character": ("name,residents\nE\x07lm,4\n", "found 'E\\x07lm', expected text without"),
    "shares above 1": ("name,residents,share_migrant,share_exvillager\nElm,4,0.7,0.7\n",
                       "add up to 1.4, expected 1 at most"),
    "more households than residents": ("name,residents,households\nElm,4,5\n", "4 at most"),
    "staff against kinds": ("name,residents,staff,staff_post\nElm,4,1,2\n", "sum of their kinds"),
    "more staff than fit": (f"name,residents,staff\nElm,4,{STAFF_ROWS + 1}\n",
                            f"{STAFF_ROWS} at most"),
    "too many organizations": (f"name,residents,organizations\nElm,4,{ORGANIZATION_ROWS + 1}\n",
                               f"{ORGANIZATION_ROWS} at most"),
    "imputed names no column": ("name,residents,imputed\nElm,4,knd\n", "Did you mean kind?"),
    "empty": ("", "the table is empty"),
    "header only": ("name,residents\n", "the table has a header and no rows"),
    "open quote": ('name,residents\n"Elm,4\n', "A quotation mark may be missing."),
    "NUL": (b"name,residents\nElm,4\0\n", "2: found a NUL byte"),
    "other encoding": (b"name,residents\nElm\xff,4\n", "2: byte 0xff is neither UTF-8"),
    "old Excel": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "found an old Excel file"),
    "broken zip": (b"PK\x03\x04\x14\0", "expected an Excel workbook"),
}  # fmt: skip


class TestFaults:
    @pytest.mark.parametrize("content, message", FAULTS.values(), ids=FAULTS)
    def test_corpus(self, tmp_path, content, message):
        found = faults(tmp_path, content)
        assert len(found) == 1
        assert message in found[0]

    def test_all_at_once_in_file_order(self, tmp_path):
        found = faults(tmp_path, "name,residents,kind\nElm,many,farm\nElm,0,village\n")
        assert [fault.split(" ")[0] for fault in found] == ["2:2", "2:3", "3:1", "3:2"]

    def test_twenty_shown(self, tmp_path):
        rows = "".join(f"n{k},many\n" for k in range(30))
        found = faults(tmp_path, "name,residents\n" + rows)
        assert len(found) == 21
        assert "there are 10 more faults" in found[-1]

    def test_a_slip_in_the_name_of_the_illustrative_county(self):
        with pytest.raises(ScenarioError, match="Did you mean illustrative?"):
            load_county("ilustrative")

    def test_places(self, tmp_path):
        for path, words in ((tmp_path / "none.csv", "file not found"), (tmp_path, "a folder")):
            with pytest.raises(ScenarioError, match=words):
                load_county(path)

    def test_a_faulty_line_after_a_quoted_one(self, tmp_path):
        found = faults(tmp_path, 'name,residents,mood\nElm,4,"so\nso"\nOak,many,x\n')
        assert found[0].startswith("4:2 residents")


class TestImputation:
    def test_by_hand(self):
        row = Row({"code": "Elm", "name": "Elm", "residents": 5200.0, "position": 1,
                   "kind": "resettlement", "area": "development_zone"})  # fmt: skip
        fill(row)
        assert row["committee"] == "residents"
        assert row["households"] == 2000  # 5,200 / 2.6
        staff = [row[kind] for kind in STAFF_COLUMNS]
        assert staff == [4, 1, 1, 1, 1]  # 5,200 / 650 = 8; exactly 4.0, 1.6, 0.8, 0.8, 0.8
        assert row["grid_workers"] == 4  # 5,200 / 1,250 = 4.16
        assert row["platform"] is True
        assert 300 <= row["floor_space_m2"] <= 540  # 600 m² times 0.5 to 0.9
        assert row["organizations"] in (1, 2)  # 1.04
        assert 0.52 <= row["share_exvillager"] <= 0.78
        assert row["transplant"] == 0.4

    @pytest.mark.parametrize("residents, committee, staff", [
        (1000.0, "residents", 5), (1000.0, "villagers", 3), (6500.0, "villagers", 10),
        (90000.0, "residents", MOST_STAFF),
    ])  # fmt: skip
    def test_staff_size(self, residents, committee, staff):
        row = Row({"name": "Elm", "residents": residents, "committee": committee, "position": 1})
        fill(row)
        assert sum(value for name, value in row.items() if name.startswith("staff_")) == staff

    def test_staff_of_a_tie_is_the_same_on_every_python(self):
        row = Row({"name": "Elm", "residents": 6500.0, "kind": "mixed_new", "position": 1})
        fill(row)
        assert [row[kind] for kind in STAFF_COLUMNS] == [3, 3, 1, 2, 1]  # of 3, 2.5, 1.5, 2, 1

    def test_given_cells_stand(self):
        given = {"name": "Elm", "residents": 4000.0, "share_migrant": 0.95, "kind": "resettlement",
                 "staff_cadre": 9, "position": 1}  # fmt: skip
        row = Row(given)
        filled = fill(row)
        assert given.items() <= row.items()
        assert set(filled).isdisjoint(given)
        assert row["share_exvillager"] <= 0.05 + 1e-12

    def test_every_column_has_a_rule(self):
        assert set(RULE_OF) == {item.name for item in COLUMNS}

    def test_deterministic(self, tmp_path):
        path = table(tmp_path, SMALL)
        assert read_county(path).key() == read_county(path).key()

    @pytest.mark.parametrize("content", [SMALL + "Ash,9000\n",
                                         "name,residents\nAsh,9000\n" + SMALL[15:]])  # fmt: skip
    def test_another_row_changes_no_other(self, tmp_path, content):
        two = read_county(table(tmp_path, SMALL))
        three = read_county(table(tmp_path, content))
        rows = [three.name.tolist().index(name) for name in ("Elm", "Oak")]
        for item in COLUMNS:
            assert (getattr(three, item.name)[rows] == getattr(two, item.name)).all(), item.name

    def test_luck_is_uniform(self):
        draws = np.array([keyed("kind", f"community {k}") for k in range(4000)])
        counts, _ = np.histogram(draws, bins=8, range=(0, 1))
        assert ((counts - 500) ** 2 / 500).sum() < 24.3  # chi-square, 7 degrees, 0.1 %

    def test_organizations_per_community(self):
        rows = [Row({"name": f"n{k}", "residents": 4000.0, "position": k}) for k in range(2000)]
        counts = [fill(row) and row["organizations"] for row in rows]
        assert np.mean(counts) == pytest.approx(0.8, abs=0.03)

    def test_listed_with_rule_and_source(self, tmp_path):
        county = read_county(table(tmp_path, "name,residents,households\nElm,4000,1500\nOak,26,\n"))
        lines = county.summary()
        assert lines[0] == "imputed: 24 of 26 columns for 2 communities"
        assert (
            "  households (1 of 2): residents / 2.6 [census of 2020: 2.62 persons; literature]"
            in lines
        )
        assert county.labels() == ["unit 001", "unit 002"]
        assert "Elm" not in describe(county)

    def test_names_stay_where_nothing_that_matters_was_imputed(self, tmp_path):
        county = load_county("illustrative")
        write_county(county, tmp_path / "full.csv")
        text = (tmp_path / "full.csv").read_text("utf-8-sig")
        position = text.split("\n")[0].split(",").index("households")
        rows = [line.split(",") for line in text.splitlines()]
        rows[1][position] = ""
        again = read_county(table(tmp_path, "\n".join(map(",".join, rows))))
        assert again.imputed == {"households": 1}
        assert again.labels() == county.labels()


def codes_file(tmp_path):
    """271 units of 24 towns: 55 residents' committees, 215 villagers', one other."""
    towns = 24
    lines, left = ["code,town_code"], SimpleNamespace(residents=55, villagers=215)
    for town in range(towns - 1):
        prefix = f"990101{town + 1 if town < 4 else town + 96:03d}"
        rest = towns - 1 - town
        for form, first in (("residents", 1), ("villagers", 201)):
            count = -(-getattr(left, form) // rest)
            setattr(left, form, getattr(left, form) - count)
            lines += [f"{prefix}{first + k:03d},{prefix}000" for k in range(count)]
    return table(tmp_path, "\n".join([*lines, "990101400498,990101400000"]), "codes.csv")


class TestCodes:
    @pytest.mark.parametrize(
        ("digits", "form"),
        [("001", "residents"), ("199", "residents"), ("200", "villagers"), ("399", "villagers"),
         ("400", "other"), ("599", "other"), ("000", None), ("600", None), ("999", None)],
    )  # fmt: skip
    def test_the_last_digits_tell_the_form_of_a_unit(self, digits, form):
        unit = unit_of(f"990101001{digits}")
        assert (unit.unit_form if unit else None) == form

    @pytest.mark.parametrize(
        ("digits", "form"),
        [("001", "street"), ("099", "street"), ("100", "town"), ("399", "town"),
         ("400", "zone"), ("599", "zone"), ("600", "town"), ("000", "town")],
    )  # fmt: skip
    def test_the_digits_of_a_town_tell_a_street_and_a_zone(self, digits, form):
        assert unit_of(f"990101{digits}001").town_form == form

    def test_a_county_of_271_units(self, tmp_path):
        county = county_from_codes(codes_file(tmp_path), 900_000)
        assert len(county) == 271
        assert len(set(county.township.tolist())) == 24
        assert np.bincount(county.committee).tolist() == [56, 215]
        assert county.residents.sum() == 900_000
        assert county.imputed["residents"] == 271
        assert county.imputed["committee"] == 1
        assert "code" not in county.imputed and "township" not in county.imputed
        assert county.anonymous
        assert county.labels()[-1] == "unit 271"
        assert any("neither a residents'" in line and "271" in line for line in county.summary())
        assert "9901" not in describe(county)

    def test_areas_follow_the_town_digits(self, tmp_path):
        county = county_from_codes(codes_file(tmp_path), 900_000)
        areas = {town: AREAS[area] for town, area in zip(county.township, county.area, strict=True)}
        assert areas["town 001"] == "north_city"
        assert areas["town 100"] == "other"
        assert areas["town 400"] == "development_zone"

    def test_residents_committees_are_larger(self, tmp_path):
        county = county_from_codes(codes_file(tmp_path), 900_000)
        town = county.committee == COMMITTEE_KINDS.index("residents")
        ratio = county.residents[town].mean() / county.residents[~town].mean()
        assert ratio == pytest.approx(2, abs=0.2)

    @pytest.mark.parametrize("population", [271, 272, 100_003, 900_000])
    def test_people_add_up(self, tmp_path, population):
        county = county_from_codes(codes_file(tmp_path), population)
        assert county.residents.sum() == population
        assert county.residents.min() >= 1

    @pytest.mark.parametrize("population", [270, 0, -5, 1e6, True, None, 10**9])
    def test_population_refused(self, tmp_path, population):
        with pytest.raises(ScenarioError, match="expected a whole number of people from 271"):
            county_from_codes(codes_file(tmp_path), population)

    def test_other_shapes_of_list(self, tmp_path):
        content = (
            "序号,统计用区划代码,名称\n1,430001001000,某镇\n2,430001001001,甲\n3,430001001201,乙\n"
        )
        county = county_from_codes(table(tmp_path, content.encode("gbk")), 5000)
        assert county.name.tolist() == ["甲", "乙"]
        assert "rows for towns themselves, left out: 1" in county.warnings
        assert "name" not in county.imputed

    def test_faults_all_at_once(self, tmp_path):
        codes = ["430001001001", "43000100100", "43000100100x", "430001001001", "440001001001",
                 "430001001777", "4.3E+11"]  # fmt: skip
        found = faults(tmp_path, "code\n" + "\n".join(codes), lambda p: county_from_codes(p, 9000))
        assert found == [
            "3:1 code: found '43000100100', expected 12 digits, this has 11.",
            "4:1 code: found '43000100100x', expected 12 digits.",
            "5:1 code: found '430001001001' again, as on line 2, expected a code of its own.",
            "6:1 code: found '440001001001', of another county, expected codes of one county.",
            "7:1 code: found '430001001777', expected a code whose last three digits lie between "
            "001 and 599.",
            "8:1 code: found '4.3E+11', expected a code. "
            "A spreadsheet shortened it: store the column as text.",
        ]

    @pytest.mark.parametrize("content, message", [
        ("430001001001\n430001001002\n", "The first row should hold the names"),
        ("name\nElm\n", "found no column code"),
        ("code,town_code\n430001001001,430001002000\n", "expected the town 430001001000"),
        ("code\n430001001000\n", "found no village-level unit"),
    ])  # fmt: skip
    def test_faults_of_the_list(self, tmp_path, content, message):
        found = faults(tmp_path, content, lambda path: county_from_codes(path, 9000))
        assert len(found) == 1
        assert message in found[0]

    def test_another_unit_changes_only_the_population(self, tmp_path):
        one = county_from_codes(table(tmp_path, "code\n430001001001\n430001001201\n"), 8000)
        two = county_from_codes(
            table(tmp_path, "code\n430001001001\n430001001201\n430001001202\n"), 8000
        )
        for name in ("township", "area", "kind", "committee", "share_60plus", "property", "x", "y"):
            assert (getattr(two, name)[:2] == getattr(one, name)).all()
        assert (two.residents[:2] < one.residents).all()


class TestWriting:
    def test_round_trip(self, tmp_path):
        county = county_from_codes(codes_file(tmp_path), 900_000)
        write_county(county, tmp_path / "county.csv")
        again = read_county(tmp_path / "county.csv")
        assert same(again, county)
        assert again.key() == county.key()
        assert again.imputed == county.imputed
        assert again.labels() == county.labels()
        assert again.warnings == county.warnings

    def test_illustrative_round_trip(self, tmp_path):
        county = load_county("illustrative")
        write_county(county, tmp_path / "county.csv")
        assert same(read_county(tmp_path / "county.csv"), county)
        assert (tmp_path / "county.csv").read_bytes().startswith(b"\xef\xbb\xbfcode,name")
        assert read_sheet(tmp_path / "county.csv").header.cells[-1] == "imputed"

    def test_formulas_are_disarmed(self, tmp_path):
        county = read_county(table(tmp_path, "name,residents\n=1+1,4000\n"))
        write_county(county, tmp_path / "out.csv")
        assert "'=1+1" in (tmp_path / "out.csv").read_text("utf-8-sig")
        assert read_county(tmp_path / "out.csv").name.tolist() == ["=1+1"]

    def test_no_folder(self, tmp_path):
        with pytest.raises(ScenarioError, match="the table cannot be written"):
            write_county(load_county("illustrative"), tmp_path / "none" / "county.csv")
