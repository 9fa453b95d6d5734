import pytest

from onrecord.reading import read_text


def labels(text: str) -> list[str]:
    return [turn.label.of(text) for turn in read_text(text).turns]


def talk(*turns: tuple[str, str]) -> str:
    return "\n\n".join(f"{label}: {words}" for label, words in turns) + "\n"


def test_an_outlet_in_capitals_is_answered_by_a_name_in_ordinary_letters() -> None:
    turns = [
        ("LURRA/RL", "How do you see the river this spring, after all that rain?"),
        ("Ana Brisk", "It is rising slowly, and I believe that the dam will hold this summer."),
        ("LURRA/RL", "Should the ferry union be asked before the gates are opened?"),
        ("Ana Brisk", "Yes. There is no other way to keep the lower towns dry."),
        ("LURRA/RL", "Some say that this would cost a year."),
        ("Ana Brisk", "That is nonsense."),
    ]
    assert labels(talk(*turns)) == [label for label, _ in turns]


def test_an_affiliation_stands_in_brackets_or_behind_a_comma() -> None:
    turns = [
        ("Jon Karsten (Ferry Compact Spokesperson)", "Good afternoon. We will take two questions today."),
        ("Ilse Varn (Prime Minister of the Commonwealth of Norlandia)", "Thank you, Jon. We shall build it."),
        ("Jon Karsten (Ferry Compact Spokesperson)", "Thank you. The Lurra Press, please."),
        ("Mira Hallet (Lurra Press)", "When will the first berth be open to the small boats?"),
        ("Ilse Varn (Prime Minister of the Commonwealth of Norlandia)", "When the members agree on it."),
    ]
    assert labels(talk(*turns)) == [label for label, _ in turns]
    shouted = [
        ("TOMAS VELK, TOLM TV ANCHOR", "Welcome to our viewers."),
        ("REP. ANA BRISK (D-TOLM), HARBOUR COMMITTEE CHAIRWOMAN OF THE LOWER HOUSE", "Thanks for having me."),
        ("VELK", "Will you resign?"),
        ("BRISK", "If they do not vote by Friday, I will."),
        ("VELK", "Thank you."),
        ("BRISK", "Any time."),
    ]
    assert labels(talk(*shouted)) == [label for label, _ in shouted]


def test_who_speaks_once_is_a_speaker_among_those_who_come_back() -> None:
    turns = [
        ("Ilse Varn", "Good afternoon, and let us start with the press of the lower towns."),
        ("Question", "Madam President, will you meet the ferry union in Tolm, as it has proposed?"),
        ("Ilse Varn", "We have never refused such meetings, but nobody has prepared one."),
        ("Question", "And what about the berths that were closed in the winter?"),
        ("Harbour Minister Mira Hallet", "Allow me to add one thing. We warned the union about it."),
        ("Ilse Varn", "She is right. One thing: we shall pay."),
    ]
    assert labels(talk(*turns)) == [label for label, _ in turns]


@pytest.mark.parametrize("form", ["{name} ({clock}):\n{words}", "[00:{clock}] {name}: {words}"])
def test_times_beside_the_labels_belong_to_no_one(form: str) -> None:
    turns = [
        ("Ana Brisk", "00:02", "Welcome to the show."),
        ("Speaker 2", "00:11", "Good to be here."),
        ("Ana Brisk", "00:14", "Should the ferry run again?"),
        ("Jon Karsten", "00:19", "Not now."),
    ]
    text = "\n\n".join(form.format(name=name, clock=clock, words=words) for name, clock, words in turns)
    found = [(turn.label.of(text), turn.content.of(text)) for turn in read_text(text).turns]
    assert found == [(name, words) for name, _, words in turns]


@pytest.mark.parametrize("form", ["{name}  {clock}  \n{words}", "[{name}] 14:{clock}\n{words}"])
def test_a_name_and_a_time_stand_above_what_was_said(form: str) -> None:
    turns = [
        ("Tessa Moor", "00:04", "Will the dam be built this year?"),
        ("Ana Brisk", "00:11", "It will be built next year."),
        ("Tessa Moor", "00:19", "Who pays?"),
        ("Ana Brisk", "00:24", "The city."),
    ]
    text = "\n\n".join(form.format(name=name, clock=clock, words=words) for name, clock, words in turns)
    found = [(turn.label.of(text), turn.content.of(text)) for turn in read_text(text).turns]
    assert found == [(name, words) for name, _, words in turns]
    lines = "".join(f"{name}  {clock}\n" for name, clock, _ in turns)
    assert labels(f"Results of the run\n\n{lines}") == []


def test_the_programme_of_a_day_is_no_transcript() -> None:
    items = [
        "Opening (09:00): the mayor",
        "Lunch (12:00): the hall",
        "Dam (14:00): a walk",
        "End (16:00): tea",
    ]
    assert labels("\n".join(items)) == []


def test_a_page_that_checks_claims_is_no_transcript() -> None:
    claims = [
        ("BRISK", "“We have built nine berths.” — remarks on Tuesday in Tolm."),
        ("THE FACTS", "That is wrong. Four were built, according to the port authority."),
        ("BRISK", "“The union was bankrupt.” — interview on Wednesday."),
        ("THE FACTS", "Not so. “It never was,” said Jon Karsten, a former official of it."),
        ("BRISK", "“The ferry is free.”"),
        ("THE FACTS", "It is not."),
    ]
    assert labels(talk(*claims)) == []


def test_datelines_of_news_in_brief_are_no_speakers() -> None:
    item = "{}: The minister said on Monday that the talks would go on with the lenders.\n\n"
    text = "".join(map(item.format, ["ISLAMABAD", "KARACHI", "ISLAMABAD", "ISLAMABAD"]))
    assert not read_text(text).turns


def test_a_label_may_hold_several_brackets_and_an_office_before_its_holder() -> None:
    turns = [
        ("Dr Mira Hallet (Tolm North) (Lab)", "Will he publish the advice on the ferry compact?"),
        ("The Secretary of State for Ports and Rivers (Jon Karsten)", "I shall, before the summer."),
        ("Dr Hallet", "I thank the Minister. Does he agree that Tolm cannot wait for it until the autumn?"),
        ("Jon Karsten", "I do not. The compact was negotiated in good faith, and we shall keep to it."),
        ("Petra Lunn (Gate) (Ind)", "Will no berth close while he holds this office?"),
        ("Jon Karsten", "None will."),
        ("Dr Hallet", "I am glad to hear it."),
    ]
    assert labels(talk(*turns)) == [label for label, _ in turns]


def test_forms_of_address_without_a_full_stop_stand_before_names_in_capitals() -> None:
    turns = [
        ("Mr ORLEN (Gate—Leader of the Opposition)", "Will she send the brigade?"),
        ("Ms VARN (Tolm—Prime Minister)", "We have decided nothing."),
        ("The SPEAKER", "Order!"),
        ("Mr ORLEN", "That is no answer."),
        ("Ms VARN", "It is one."),
        ("The SPEAKER", "Order!"),
    ]
    assert labels(talk(*turns)) == [label for label, _ in turns]


def test_whom_a_speaker_reads_from_takes_no_turn() -> None:
    turns = [
        ("MS. LUNN", "Let me read what he told you, from the transcript of that day in the lower house."),
        ("The Governor of Tolm, Jon Vale", "“I have had more than a few talks about it.”"),
        ("Q", "Thank you."),
        ("MS. LUNN", "Of course."),
        ("Q", "One more?"),
        ("MS. LUNN", "No."),
    ]
    assert labels(talk(*turns)) == ["MS. LUNN", "Q", "MS. LUNN", "Q", "MS. LUNN"]


@pytest.mark.parametrize(
    "names",
    [
        ("Q", "Ana Roe"),
        ("President al-Assad", "Marie d'Orsay"),
        ("Speaker 1", "Speaker 2"),
        ("BASHAR al-ASSAD", "ANA ROE"),
    ],
)
def test_labels_of_other_shapes(names: tuple[str, str]) -> None:
    towns = ("Tolm", "Orsk", "Hesk", "Lurra", "Kelm", "Vell", "Dorn", "Brenn", "Salt", "Quay")
    words = (
        "We talked about the bridge to {0} for quite a while, and about the ferry that leaves {0} at noon."
    )
    turns = [(names[i % 2], words.format(town)) for i, town in enumerate(towns)]
    assert labels(talk(*turns)) == [label for label, _ in turns]
