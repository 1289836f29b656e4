"""The merge engine beside its peers, in one run, alternating: CPU per document, ratios, stages, and the floor.

    python benchmarks/merge.py                     engine and docxtpl, both shapes
    python benchmarks/merge.py --process           whole process, 200 documents, start-up included
    python benchmarks/merge.py --documents 2000 --rounds 5

CPU seconds are of the process (user and system), documents are written to files in a folder in memory, data is
made before the clock starts. The floor writes the same text from straight-line code: no checks,
no escaping, stored, not deflated.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT)]

from benchmarks.merge_shapes import contexts, template  # noqa: E402

# A folder in memory: on a disk, writing 35 kB costs from 15 to 800 microseconds, whatever made the bytes.
MEMORY = "/dev/shm" if os.path.isdir("/dev/shm") else None
Fill = Callable[[dict[str, object]], bytes]


def engine(shape: str) -> Fill:
    """docgen, compiled once."""
    from docgen.fill import fill
    from docgen.template import compile_template

    compiled = compile_template(template(shape), name=shape)
    return lambda context: fill(compiled, context)


def floor(shape: str) -> Fill:
    """The same parts by straight-line code without checks or escaping, stored."""
    from docgen.merge import zipwriter
    from docgen.template import compile_template

    compiled = compile_template(template(shape), name=shape)
    bare = [(program.part, _bare(program)) for program in compiled.programs]

    def run(context: dict[str, object]) -> bytes:
        members = []
        for part, render in bare:
            data = render(context).encode()
            name = part.encode()
            facts = (20, 0, 0, 0, 33, zipwriter.crc32(data), len(data), len(data), len(name))
            local = zipwriter._local(0x04034B50, *facts, 0) + name + data
            central = zipwriter._central(0x02014B50, 20, *facts, 0, 0, 0, 0, 0, 0)[:-4]
            members.append(zipwriter.Member(local, central, name))
        return zipwriter.write(compiled.block, members)

    return run


def _bare(program: Any) -> Callable[[dict[str, object]], str]:
    """The generated code with every check taken out: f-strings of unescaped texts, joined once."""
    from docgen.merge import codegen
    from docgen.merge.program import _hardened

    class Bare(codegen._Writer):
        def line(self, text: str) -> None:
            if "show(p" not in text and "set_grid" not in text:
                super().line(text.replace("each(", "plain("))

        def _write(self, pieces: list[str | bytes]) -> None:
            inside = [f"{{{p}}}" if isinstance(p, str) else _in_f_string(p.decode()) for p in pieces]
            self.line(f"write(f'{''.join(inside)}')")

    writer = Bare({number: slot.level for number, slot in program.printer.slots.items()})
    tree = _hardened(program.source, program.jinja)
    writer.line("def render(C):")
    with writer.indented():
        writer.line("out = []")
        writer.line("write = out.append")
        writer.scope_of(tree.body, {})
        writer.statements(tree.body)
        writer.line("return ''.join(out)")
    lines = [line.replace("write(b'", "write('") for line in writer.lines]
    space = codegen._namespace(program.printer, program.jinja) | {"plain": lambda rows, weight: rows}
    exec(compile("\n".join(lines), "floor", "exec"), space)
    return space["render"]  # type: ignore[no-any-return]


def _in_f_string(text: str) -> str:
    escaped = text.encode("unicode_escape").decode("ascii")
    return escaped.replace("'", "\\'").replace("{", "{{").replace("}", "}}")


def docxtpl(shape: str) -> Fill:
    """docxtpl as its documentation shows: open, render, save, with autoescape so that no text is lost."""
    import io

    from docxtpl import DocxTemplate

    data = template(shape)

    def run(context: dict[str, object]) -> bytes:
        document = DocxTemplate(io.BytesIO(data))
        document.render(context, autoescape=True)
        out = io.BytesIO()
        document.save(out)
        return out.getvalue()

    return run


PEERS: dict[str, Callable[[str], Fill]] = {"docgen": engine, "floor": floor, "docxtpl": docxtpl}


def cpu_per_document(fill: Fill, data: list[dict[str, object]]) -> float:
    """Microseconds of CPU per document, the writing of the file included."""
    with tempfile.TemporaryDirectory(dir=MEMORY) as folder:
        descriptor = os.open(folder, os.O_RDONLY)
        start = time.process_time()
        for number, context in enumerate(data):
            out = os.open(f"{number}.docx", os.O_WRONLY | os.O_CREAT, 0o644, dir_fd=descriptor)
            os.write(out, fill(context))
            os.close(out)
        spent = time.process_time() - start
        os.close(descriptor)
    return spent / len(data) * 1e6


def compare(shape: str, names: list[str], documents: int, rounds: int) -> dict[str, float]:
    """The median of each peer, rounds alternating; docxtpl makes a tenth of the documents."""
    data = contexts(shape, documents)
    fills = {name: PEERS[name](shape) for name in names}
    for fill in fills.values():
        fill(data[0])
    found: dict[str, list[float]] = {name: [] for name in names}
    for _ in range(rounds):
        for name, fill in fills.items():
            part = data if name in ("docgen", "floor") else data[: max(20, documents // 20)]
            found[name].append(cpu_per_document(fill, part))
    return {name: statistics.median(values) for name, values in found.items()}


def stages(shape: str, documents: int) -> dict[str, float]:
    """Microseconds per document of each stage of the engine."""
    from docgen.merge import zipwriter
    from docgen.merge.mend import mend
    from docgen.merge.state import FillState, current
    from docgen.template import compile_template

    compiled = compile_template(template(shape), name=shape)
    data = contexts(shape, documents)
    spent = dict.fromkeys(("render and escape", "mend", "encode", "deflate", "crc", "assemble"), 0.0)

    def clock(stage: str, call: Callable[[], Any]) -> Any:
        start = time.perf_counter()
        result = call()
        spent[stage] += time.perf_counter() - start
        return result

    for context in data:
        token = current.set(FillState())
        members = []
        for program in compiled.programs:
            assert program.fast is not None
            fast, kinds = program.fast, program.fast_mending
            text = clock("render and escape", lambda: fast(context))  # noqa: B023
            text = clock("mend", lambda: mend(text, kinds)) if kinds else text  # noqa: B023
            xml = clock("encode", text.encode)
            clock("deflate", lambda: zipwriter.deflate(xml))  # noqa: B023
            clock("crc", lambda: zipwriter.crc32(xml))  # noqa: B023
            members.append(zipwriter.member(program.part, xml))
        clock("assemble", lambda: zipwriter.write(compiled.block, members))  # noqa: B023
        current.reset(token)
    return {stage: seconds / documents * 1e6 for stage, seconds in spent.items()}


def whole_process(shape: str, name: str, documents: int) -> float:
    """Seconds of wall time of a fresh Python that makes the documents."""
    with tempfile.TemporaryDirectory(dir=MEMORY) as folder:
        source = Path(folder, "data.json")
        source.write_text(json.dumps(contexts(shape, documents)))
        Path(folder, "template.docx").write_bytes(template(shape))
        script = _SCRIPTS[name]
        start = time.perf_counter()
        subprocess.run([sys.executable, "-c", script, folder], check=True, env={**os.environ, "PYTHONPATH": _path()})
        return time.perf_counter() - start


_SCRIPTS = {
    "docgen": """
import json, sys
from docgen.template import compile_template
from docgen.fill import fill
folder = sys.argv[1]
template = compile_template(open(folder + '/template.docx', 'rb').read(), name='t')
for number, context in enumerate(json.load(open(folder + '/data.json'))):
    with open(f'{folder}/{number}.docx', 'wb') as out: out.write(fill(template, context))
""",
    "docxtpl": """
import json, sys
from docxtpl import DocxTemplate
folder = sys.argv[1]
for number, context in enumerate(json.load(open(folder + '/data.json'))):
    document = DocxTemplate(folder + '/template.docx')
    document.render(context, autoescape=True)
    document.save(f'{folder}/{number}.docx')
""",
}


def _path() -> str:
    return os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")])


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, default=2000)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--process", action="store_true")
    options = parser.parse_args()
    from docgen.merge import zipwriter

    print(f"Python {sys.version.split()[0]}, deflate: {zipwriter.engine}, zlib {zlib.ZLIB_RUNTIME_VERSION}")
    for shape in ("zorg", "rooster"):
        result = compare(shape, list(PEERS), options.documents, options.rounds)
        base = result["docxtpl"]
        print(f"\n| {shape} | us/doc CPU | docs/s | x docxtpl | x floor |\n|---|---|---|---|---|")
        for name, spent in sorted(result.items(), key=lambda item: item[1]):
            print(
                f"| {name} | {spent:,.0f} | {1e6 / spent:,.0f} | {base / spent:.1f} | {spent / result['floor']:.2f} |"
            )
        found = stages(shape, min(500, options.documents))
        print("stages (us): " + ", ".join(f"{stage} {spent:.0f}" for stage, spent in found.items()))
        if options.process:
            pairs = [(whole_process(shape, "docgen", 200), whole_process(shape, "docxtpl", 200)) for _ in range(3)]
            own, other = (statistics.median(pair[i] for pair in pairs) for i in (0, 1))
            print(f"whole process, 200 documents: docgen {own:.2f} s, docxtpl {other:.2f} s = {other / own:.1f}x")


if __name__ == "__main__":
    main()
