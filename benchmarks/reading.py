"""Reading disclosures: documents a second, and how the time grows with their length."""

from __future__ import annotations

from importlib.resources import files

from benchmarks.measuring import Figure, own_place, report, seconds


def main() -> None:
    """Measure and print."""
    with own_place():
        _measure()


def _measure() -> None:
    from congress.apps.performance.domain import assemble, check, read_disclosure
    from congress.platform.documents.api import read_source

    samples = files("congress.apps.performance") / "samples"
    texts = [path.read_bytes() for path in samples.iterdir() if path.name.endswith(".txt")]

    def whole(content: bytes) -> None:
        reading = read_disclosure(source=read_source(content=content, media_type="text/plain"))
        check(table=assemble(form=reading.form, cells=reading.cells))

    def all_of_them() -> None:
        for content in texts:
            whole(content)

    rate = len(texts) / seconds(all_of_them)
    plain = len(texts) / seconds(lambda: [content.decode().split("\n") for content in texts])
    target = next(content for content in texts if "申报表".encode() in content)
    lines = target.decode().split("\n")
    row = next(number for number, line in enumerate(lines) if "指标" in line and line.count("\t") >= 4 and "级" not in line)
    once, tenfold = (
        seconds(lambda n=n: whole("\n".join([*lines[:row], *[lines[row]] * n, *lines[row:]]).encode()), runs=3)
        for n in (200, 2000)
    )
    report(
        "Reading and checking text disclosures",
        [
            Figure("read, typed and checked", rate, "documents a second", f"{plain / rate:,.0f}× a bare split into lines"),
            Figure("ten times as many indicators", tenfold / once, "× the time", "linear would be 10"),
        ],
    )


if __name__ == "__main__":
    main()
