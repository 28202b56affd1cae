import io

from datasets.progress import Bar


class Terminal(io.StringIO):
    def isatty(self):
        return True


def shown(stream):
    return stream.getvalue().split("\r")[1:]


def test_the_bar_grows_to_its_end_on_one_line():
    stream = Terminal()
    bar = Bar("a.gz", 1, stream)

    bar.total = 4 << 20
    bar.update(1 << 20)
    bar.update(1 << 20)
    bar.reset()
    bar.update(4 << 20)
    bar.close()
    bar.close()

    assert shown(stream) == [
        "a.gz  [######..................]  25% of 4.0 MiB",
        "a.gz  [############............]  50% of 4.0 MiB",
        "a.gz  [########################] 100% of 4.0 MiB\n",
    ]


def test_a_server_that_does_not_say_how_much_it_sends_is_taken_at_the_registrys_word():
    stream = Terminal()
    bar = Bar("a.gz", 2 << 20, stream)

    bar.total = 0
    bar.update(1 << 20)
    bar.reset()
    bar.update(0)

    assert shown(stream) == [
        "a.gz  [############............]  50% of 2.0 MiB",
        "a.gz  [........................]   0% of 2.0 MiB",
    ]


def test_it_never_shows_more_than_all():
    stream = Terminal()
    Bar("a.gz", 1 << 20, stream).update(3 << 20)

    assert shown(stream) == ["a.gz  [########################] 100% of 1.0 MiB"]


def test_where_nobody_watches_nothing_is_written():
    stream = io.StringIO()
    bar = Bar("a.gz", 1 << 20, stream)

    bar.update(1 << 20)
    bar.close()

    assert stream.getvalue() == ""
