"""A file goes for good with the answer that it is, or whose words it came with; one that was sent alone, by itself."""

from bot.service.expert.attachments import Attachments
from bot.service.records.exporting import Exporting
from tests.service.test_attachments import SLIDES, file, names, send
from tests.service.test_deleting import NONE, delete, offered, refusal
from tests.service.test_erasing import files_with, shown


def test_a_file_that_is_the_answer_goes_with_it(own_type):
    town, secret = own_type(SLIDES), b"%PDF Strelsau at night"
    town.begin("ada")
    send(town, file("Strelsau-depot.pdf"))
    attachments = Attachments(town.office)
    attachments.keep(attachments.missing()[0], secret)
    town.write("ada", "edit city", "Vienna")
    assert (names(town), files_with(town, "Strelsau at night") != []) == (["Strelsau-depot.pdf"], True)
    town.write("ada", "delete slides", "delete it")
    assert (names(town), files_with(town, "Strelsau"), "Strelsau" in shown(town)) == ([], [], False)
    exported = Exporting(town.office, lambda paper: paper.name.encode()).files(1, {})
    assert [name for name, content in exported.items() if b"Strelsau" in content] == []
    send(town, file("depot.pdf"))  # the same file once more is kept anew
    assert names(town) == ["depot.pdf"]


def test_a_file_that_came_beside_the_words_goes_with_them_and_no_other(town):
    town.begin("ada")
    send(town, file("Agenda.pdf", number=2))
    town.write("ada", "edit background")
    send(town, file("Strelsau-depot.pdf"), text="It follows up on the workshop of 2007, see the file.")
    attachments = Attachments(town.office)
    late = attachments.missing()
    assert names(town) == ["Agenda.pdf", "Strelsau-depot.pdf"]
    town.write("ada", "delete background", "delete it")
    for missing in late:  # it was being fetched
        attachments.keep(missing, b"Strelsau")
    assert (names(town), files_with(town, "Strelsau-depot"), "Strelsau" in shown(town)) == (
        ["Agenda.pdf"],
        [],
        False,
    )


def test_a_file_that_was_sent_alone_is_named_and_goes_by_the_form(town):
    town.begin("ada")
    send(town, file("Strelsau-depot.pdf"))
    town.write("ada", "edit background", "It follows up on the workshop of 2007 in Vienna.")
    town.write("ada", "delete background", "delete it")
    assert "Files that you sent without words stay with the note: Strelsau-depot.pdf." in town.last("ada")
    assert "/note delete IN-2009-001" in town.last("ada")
    assert list(offered(town, "ada")) == ["file:F1"]
    assert delete(town, "cy", "file:F1") != {}
    assert delete(town, "ada", "file:F1") == {}
    assert (names(town), files_with(town, "Strelsau"), "Strelsau" in shown(town)) == ([], [], False)
    assert refusal(town, "ada").startswith(NONE)


def test_what_goes_together_is_not_named_as_what_stays(town):
    town.begin("ada")
    send(town, file("Strelsau-depot.pdf"), file("Agenda.pdf", number=2))
    town.write(
        "ada", "edit background", "It follows up on the workshop of 2007 in Vienna.", "edit session", "Depots"
    )
    town.write("ada", "preview", "I did not attend", "cancelled or moved")
    assert delete(town, "ada", "background", "session", "file:F1") == {}
    assert town.last("ada").count("stay with the note: Agenda.pdf.") == 1
    assert (names(town), "Strelsau" in shown(town)) == (["Agenda.pdf"], False)
