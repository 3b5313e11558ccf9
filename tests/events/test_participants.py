"""Who did it to whom."""

import pytest

from dashboard.records.codes import ActorKind, Role
from dashboard.records.event import Event
from tests.events.conftest import Read


def sides(event: Event) -> tuple[set[str], set[str]]:
    one = {a.name for a in event.actors if a.role is Role.ACTOR1}
    return one, {a.name for a in event.actors if a.role is Role.ACTOR2}


@pytest.mark.parametrize(
    ("text", "one", "two"),
    [
        ("Ukrainian forces shelled Russian troops near Kherson on Tuesday.", "Ukrainian", "Russian"),
        ("Russian troops were shelled by Ukrainian forces near Kherson on Tuesday.", "Ukrainian", "Russian"),
        ("The shelling of Russian troops by Ukrainian forces went on in Kherson.", "Ukrainian", "Russian"),
        ("Clashes between Turkish soldiers and Syrian rebels shook Afrin on Monday.", "Turkish", "Syrian"),
    ],
)
def test_voice_and_prepositions_give_the_sides(text: str, one: str, two: str, events_of: Read) -> None:
    (event,) = events_of(text)
    first, second = sides(event)
    assert any(one in name for name in first), event.actors
    assert any(two in name for name in second), event.actors


def test_joined_subjects_act_together(events_of: Read) -> None:
    (event,) = events_of("Russian and Syrian forces bombarded the town of Saraqib on Monday.")
    assert {a.country for a in event.actors if a.role is Role.ACTOR1} == {"RU", "SY"}


def test_a_pronoun_takes_the_subject_before(events_of: Read) -> None:
    events = events_of("Syrian rebels gathered near Idlib. On Monday they captured the town of Saraqib.")
    taken = next(e for e in events if e.sub_type == "territory_gained")
    assert {a.country for a in taken.actors if a.role is Role.ACTOR1} == {"SY"}


def test_the_source_does_not_act(events_of: Read) -> None:
    (event,) = events_of("Shells hit a market in Donetsk on Monday, the Russian Defence Ministry said.")
    assert not any(a.kind is ActorKind.GOVERNMENT for a in event.actors)


def test_unknown_actors_stay_unknown(events_of: Read) -> None:
    (event,) = events_of("A car bomb exploded in Mogadishu on Monday.")
    assert event.actors == ()


@pytest.mark.parametrize(
    ("text", "sub_type", "one"),
    [
        # the head of the subject is no actor, so nobody acts
        ("Soldiers watched when missiles hit a market in Kharkiv on Tuesday.", "missile_strike", set()),
        # relative clauses, asides, joined verbs, amounts and days stand between subject and verb
        ("Syrian rebels, who came by night, took the town of Saraqib on Monday.", "territory_gained", {"SY"}),
        ("Syrian rebels came by night and took the town of Saraqib on Monday.", "territory_gained", {"SY"}),
        ("Many of the Syrian rebels in the town of Saraqib surrendered on Monday.", "surrender", {"SY"}),
        ("The Syrian army on Monday captured the town of Saraqib.", "territory_gained", {"SY"}),
    ],
)  # fmt: skip
def test_the_subject_is_read_from_the_clause(
    text: str, sub_type: str, one: set[str], events_of: Read
) -> None:
    event = next(e for e in events_of(text) if e.sub_type == sub_type)
    assert {a.country for a in event.actors if a.role is Role.ACTOR1} == one


def test_who_comes_under_fire_suffers(events_of: Read) -> None:
    (event,) = events_of("A car with Russian peacekeepers came under fire near Kherson on Tuesday.")
    assert [(a.country, a.role) for a in event.actors] == [("RU", Role.ACTOR2)]


def test_its_troops_belong_to_whom_the_sentence_named(events_of: Read) -> None:
    (event,) = events_of("Turkey said on Monday that its troops had captured the town of Afrin.")
    assert {(a.name, a.country) for a in event.actors} == {("Turkish forces", "TR")}


def test_reporters_are_the_audience_of_a_statement(events_of: Read) -> None:
    (event,) = events_of(
        "The French foreign minister told reporters in Kyiv on Monday that talks would go on."
    )
    assert sides(event)[1] == set()


def test_both_sides_are_the_two_that_the_article_names(events_of: Read) -> None:
    events = events_of(
        "Ukrainian troops lost men. Russian troops lost more. Units of both sides clashed in Kherson."
    )
    clash = next(e for e in events if e.sub_type == "armed_clash")
    assert {a.country for a in clash.actors} == {"RU", "UA"}


def test_an_act_concerns_the_next_country_of_its_clause(events_of: Read) -> None:
    (event,) = events_of("Iran threatened on Monday to impose tariffs on Iraqi dates.")
    assert [(a.country, a.role) for a in event.actors] == [("IR", Role.ACTOR1), ("IQ", Role.ACTOR2)]
    assert "Iraq" not in event.summary  # it is concerned, not threatened in so many words


@pytest.mark.parametrize(
    ("text", "sub_type", "one", "two"),
    [
        # the agent stands within the trigger
        ("The minister was killed by gunmen in Kabul on Monday.", None, {"gunmen"}, {"minister"}),
        # verbs of a phase, infinitives of purpose and decisions have the subject of the verb before them
        ("The Iraqi army began withdrawing from Basra on Friday.", "withdrawal", {"Iraqi forces"}, set()),
        (
            "A busload of activists drove to Lagos on Monday to protest a law.",
            "peaceful_protest",
            {"activists"},
            set(),
        ),
        (
            "Ties are bad over the U.S. decision to deploy missiles in Poland on Monday.",
            "deployment",
            {"American government"},
            {"Poland"},
        ),
        # numbers join too, lists may come before "against", "whom" is an object
        (
            "Two Kenyan soldiers and one local resident were killed by rebels in Garissa on Monday.",
            None,
            {"rebels"},
            {"Kenyan forces", "local resident"},
        ),
        (
            "Rebels fired mortars, rockets and shells against Turkish troops in Afrin on Monday.",
            None,
            {"rebels"},
            {"Turkish forces"},
        ),
        (
            "The Iraqi president, with whom the Jordanian king met in Amman on Monday, left.",
            "meeting",
            {"Jordanian king"},
            {"Iraqi president"},
        ),
        # a hyphen in a name bounds no clause; a relative clause belongs to the words right before it
        (
            "Al-Shabaab gunmen stormed a hotel in Mogadishu on Monday, killing 12 people.",
            None,
            {"al-Shabaab"},
            {"people"},
        ),
        (
            "Kenyan troops argued in Garissa with demonstrators who were protesting on Monday.",
            "peaceful_protest",
            {"demonstrators"},
            set(),
        ),
        # a name set beside a noun with its article
        (
            "Serb forces were engaged in ethnic cleansing in Srebrenica on Monday.",
            "killing",
            {"Serb forces"},
            set(),
        ),
    ],
)
def test_a_clause_is_read_through(
    text: str, sub_type: str | None, one: set[str], two: set[str], events_of: Read
) -> None:
    event = next(e for e in events_of(text) if sub_type in (None, e.sub_type))
    assert sides(event) == (one, two)


def test_who_sends_its_own_troops_acts_upon_another(events_of: Read) -> None:
    (event,) = events_of("Syria withdrew its troops from Lebanon on Monday.")
    assert sides(event) == ({"Syria"}, {"Lebanon"})
    (event,) = events_of("Troops were deployed in Aleppo on Monday.")
    assert sides(event) == ({"troops"}, set())


def test_two_presidents_are_those_named_before(events_of: Read) -> None:
    events = events_of(
        "Emmanuel Macron flew to Berlin to see Olaf Scholz. The two leaders signed a treaty there on Monday."
    )
    signed = next(e for e in events if e.sub_type == "agreement")
    assert {a.country for a in signed.actors} == {"FR", "DE"}


def test_a_town_of_arrest_and_a_title_concern_nobody(events_of: Read) -> None:
    for text in (
        "Kenyan police arrested a 46-year-old man in Lamu County, Kenya, on Monday.",
        "Kenyan police in Lamu County arrested a man as a suspect on Monday.",
    ):
        (event,) = events_of(text)
        assert sides(event) == ({"Kenyan police"}, {"man"}), event.actors


def test_a_measure_concerns_the_land_it_is_for(events_of: Read) -> None:
    (event,) = events_of("Israel imposed a curfew in the West Bank on Monday.")
    assert [(a.country, a.role) for a in event.actors] == [("IL", Role.ACTOR1), ("PS", Role.ACTOR2)]


def test_a_minister_who_tells_of_his_government_speaks_to_the_other_country(events_of: Read) -> None:
    (event,) = events_of(
        "The French president said in Paris on Monday that the French government would talk with Russia."
    )
    assert [a.country for a in event.actors if a.role is Role.ACTOR2] == ["RU"]


@pytest.mark.parametrize(
    ("text", "one"),
    [
        # "it" is no person, "he" is one, "they" are several
        ("Hamas praised General Omar Saleh. On Monday it shelled the town of Sderot.", {"Hamas"}),
        ("Hamas warned President Bashar al-Assad. On Monday he condemned the group.", {"Bashar al-Assad"}),
        ("Syrian rebels met a minister near Idlib. On Monday they shelled Saraqib.", {"Syrian rebels"}),
        ("Workers left the port. On Monday it shelled the town of Sderot.", set()),
    ],
)
def test_a_pronoun_stands_for_what_it_may_name(text: str, one: set[str], events_of: Read) -> None:
    event = events_of(text)[-1]
    assert sides(event)[0] == one


def test_who_claims_an_attack_acted(events_of: Read) -> None:
    text = "A car bomb killed nine people in Ankara on Monday."
    (event,) = [e for e in events_of(f"{text} The PKK claimed responsibility for it.") if e.fatalities]
    assert sides(event)[0] == {"PKK"}
    (event,) = [e for e in events_of(f"{text} No group has claimed responsibility.") if e.fatalities]
    assert sides(event)[0] == set()


def test_a_country_right_after_the_verb_is_its_object(events_of: Read) -> None:
    (event,) = events_of(
        "The government of Chile apologized to Brazil for one of its gunboats.", published=None
    )
    assert sides(event) == ({"Chilean government"}, {"Brazil"})


def test_those_who_overthrow_a_government_act_upon_it(events_of: Read) -> None:
    (event,) = events_of("Soldiers overthrew the government of Mali in Bamako on Monday.")
    assert sides(event) == ({"soldiers"}, {"Malian government"})


@pytest.mark.parametrize(
    ("text", "two"),
    [
        ("The Syrian army regained control over rebel-held suburbs of Damascus on Monday.", "rebels"),
        ("Government forces captured the Taliban-controlled town of Kunduz on Monday.", "Taliban"),
        ("Ukraine recaptured Russian-occupied Kherson on Monday.", "Russian forces"),
    ],
)
def test_who_held_what_was_taken_lost_it(text: str, two: str, events_of: Read) -> None:
    event = next(e for e in events_of(text) if e.sub_type == "territory_gained")
    assert sides(event)[1] == {two}


def test_the_object_of_the_harm_suffers_by_the_noun_behind_it(events_of: Read) -> None:
    (event,) = events_of("Rebels wounded two British soldiers in a bomb attack in Belfast on Monday.")
    assert sides(event) == ({"rebels"}, {"British forces"})


def test_by_belongs_to_the_nearest_participle(events_of: Read) -> None:
    (event,) = events_of(
        "Moroccan diplomats held a meeting with President Obama in Rabat, at a lunch cooked by envoys."
    )
    assert sides(event) == ({"Moroccan diplomats"}, {"Barack Obama"})


def test_a_mediator_acts_between_two_others(events_of: Read) -> None:
    (event,) = events_of("Turkey launched a mediation effort on Monday between Serbia and Albania.")
    assert {(a.role, a.country) for a in event.actors} == {
        (Role.ACTOR1, "TR"),
        (Role.ACTOR2, "RS"),
        (Role.ACTOR2, "AL"),
    }


def test_a_visit_to_a_town_is_to_its_country(events_of: Read) -> None:
    (event,) = events_of("The Turkish president arrived in Tirana on Monday for a working visit.")
    assert "AL" in {a.country for a in event.actors if a.role is Role.ACTOR2}


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("Ethnic Albanians in southern Serbia demanded autonomy from the president on Monday.", "RS"),
        ("Doctors from two Dutch aid groups donated medicine to Sudan on Monday.", "NL"),
        ("Fighters based in Chad attacked soldiers in Sudan on Monday.", "TD"),
    ],
)
def test_words_after_a_noun_say_where_people_belong(text: str, country: str, events_of: Read) -> None:
    acting = {a.country for e in events_of(text) for a in e.actors if a.role is Role.ACTOR1}
    assert acting == {country}


def test_a_people_may_demand_but_is_no_speaker(events_of: Read) -> None:
    (event,) = events_of("French farmers demanded more aid from the government on Monday.")
    assert event.sub_type == "demand"
    assert not events_of("French farmers said on Monday that the harvest was good.")


def test_who_is_tried_for_a_deed_did_it(events_of: Read) -> None:
    events = events_of("Karim Fadel was jailed in 2012 for the assassination of a judge in Tripoli.")
    deed = next(e for e in events if "assassination" in e.trigger.text)
    assert sides(deed)[0] == {"Karim Fadel"}
    events = events_of("Police arrested a man on Monday over the killing of two farmers in Nairobi.")
    deed = next(e for e in events if "killing" in e.trigger.text)
    assert sides(deed)[0] == {"man"}


@pytest.mark.parametrize(
    "later",
    [
        "No group claimed it, but officials said it bears the hallmarks of the PKK.",
        "Officials blamed the PKK for the attack.",
    ],
)
def test_whom_officials_suspect_of_an_attack_is_its_actor(later: str, events_of: Read) -> None:
    events = events_of(f"A car bomb killed 12 soldiers in Ankara on Monday. {later}")
    bombing = next(e for e in events if e.sub_type == "bombing")
    assert sides(bombing)[0] == {"PKK"}
    assert "PKK" not in bombing.summary  # suspected, not known


def test_another_attack_is_laid_to_nobody(events_of: Read) -> None:
    events = events_of(
        "A car bomb killed 12 soldiers in Ankara on Monday. Officials condemned the PKK for the traffic."
    )
    bombing = next(e for e in events if e.sub_type == "bombing")
    assert sides(bombing)[0] == set()


def test_a_crowd_acts_where_it_clashes_with_police(events_of: Read) -> None:
    (event,) = events_of("Kenyan police clashed with protesters in Kisumu on Monday.")
    assert sides(event) == ({"protesters"}, {"Kenyan police"})
    (event,) = events_of("Police and angry villagers clashed in Lucknow on Monday.")
    assert event.sub_type == "violent_demonstration"
    assert sides(event) == ({"angry villagers"}, {"police"})


def test_who_stands_trial_is_acted_on(events_of: Read) -> None:
    (event,) = events_of("Tomas Grell took the stand on Monday in a Vienna court.")
    assert sides(event) == (set(), {"Tomas Grell"})
    events = events_of("Tomas Grell came to Vienna. He took the stand on Monday in a Vienna court.")
    assert sides(events[-1]) == (set(), {"Tomas Grell"})
    text = "A Kenyan court ruled on Monday that six opposition supporters should remain in custody."
    event = next(e for e in events_of(text) if e.sub_type == "legal_action")
    assert sides(event) == ({"Kenyan court"}, {"opposition supporters"})


@pytest.mark.parametrize(
    ("text", "one", "two"),
    [
        # who fell fighting fought; the dead of two armed sides fought each other
        (
            "Ten Malian soldiers were killed fighting Islamic State in Gao on Sunday.",
            {"Ten Malian soldiers"},
            {"Islamic State"},
        ),
        (
            "Five soldiers and 12 rebels were killed in clashes in Gao on Sunday.",
            {"Five soldiers"},
            {"12 rebels"},
        ),
        # who is brought out does not act; followers act for themselves
        (
            "The Syrian army organised the evacuation of residents from Aleppo on Monday.",
            {"Syrian army"},
            {"residents"},
        ),
        (
            "President Omar Said's supporters began a rally in Tripoli on Monday.",
            {"President Omar Said's supporters"},
            set(),
        ),
        (
            "Supporters of General Omar Said marched in Tripoli on Monday.",
            {"Supporters of General Omar Said"},
            set(),
        ),
        # what is told begins a clause of its own
        (
            "The Israeli minister told his envoys on Monday that Israel was willing to leave Lebanon.",
            {"Israel"},
            {"Lebanon"},
        ),
    ],
)
def test_sides_of_deaths_followers_and_clauses(
    text: str, one: set[str], two: set[str], events_of: Read
) -> None:
    told = [(_texts(e, Role.ACTOR1), _texts(e, Role.ACTOR2)) for e in events_of(text)]
    assert any(one == first and two <= second for first, second in told), told


def _texts(event: Event, role: Role) -> set[str]:
    return {a.text for a in event.actors if a.role is role}


def test_the_monarch_is_the_king_told_before(events_of: Read) -> None:
    events = events_of(
        "King Felix of Belgium met Prime Minister Jan Kok on Monday. "
        "The monarch will meet President Robert Stone on Thursday in Oslo."
    )
    assert all(any(a.text.startswith("King Felix") for a in e.actors) for e in events)
    events = events_of(
        "King Felix met a minister on Monday. The king of Norway met President Robert Stone on Monday."
    )
    assert "King Felix" not in " ".join(a.text for a in events[-1].actors)


def test_police_do_not_hold_the_protest_they_break_up(events_of: Read) -> None:
    (event,) = events_of("Police dispersed a protest by students in Minsk on Monday.")
    assert sides(event) == ({"students"}, {"police"})


def test_a_number_and_an_age_belong_to_the_name(events_of: Read) -> None:
    (event,) = events_of("A 12-year-old Swiss boy was killed by gunmen in Bern on Monday.")
    assert "12-year-old Swiss boy" in {a.text for a in event.actors}
    events = events_of("Russia secured the evacuation of 12 thousand civilians from Aleppo on Monday.")
    assert "12 thousand civilians" in {a.text for e in events for a in e.actors}


@pytest.mark.parametrize(
    ("text", "one", "two"),
    [
        ("A Chadian prisoner was tortured to death in Sudanese police custody on Monday.", "SD", "TD"),
        ("Turkish and Greek warships launched ten days of war games on Monday.", "TR", None),
        ("The United States tightened the blockade of Serbia on Monday with French help.", "US", "RS"),
        ("Two Israeli air raids killed nine Syrian soldiers near Homs on Monday.", "IL", "SY"),
        ("The Serbian Teachers' Union (STU) stopped work on Monday in Belgrade.", "RS", None),
    ],
)
def test_sides_behind_other_words(text: str, one: str, two: str | None, events_of: Read) -> None:
    (event,) = events_of(text)
    assert one in {a.country for a in event.actors if a.role is Role.ACTOR1}
    assert two is None or {a.country for a in event.actors if a.role is Role.ACTOR2} == {two}


def test_who_claims_to_have_done_it_acts(events_of: Read) -> None:
    (event,) = events_of("A rebel group based in Chad claims to have shelled a base in Sudan on Monday.")
    assert {a.country for a in event.actors if a.role is Role.ACTOR1} == {"TD"}


def test_a_strike_to_demand_something_is_not_of_whom_it_concerns(events_of: Read) -> None:
    (event,) = events_of(
        "Students began a hunger strike to demand the resignation of the Algerian president."
    )
    assert "DZ" in {a.country for a in event.actors if a.role is Role.ACTOR2}
    assert not any(a.kind is ActorKind.GOVERNMENT for a in event.actors if a.role is Role.ACTOR1)


def test_a_list_of_victims_is_read_to_its_end(events_of: Read) -> None:
    (event,) = events_of("Gunmen killed three soldiers, two policemen and a child in Gao on Sunday.")
    assert len(sides(event)[1]) == 3
    (event,) = events_of("Rebels killed five soldiers and about a dozen policemen in Gao on Sunday.")
    assert len(sides(event)[1]) == 2
