"""The merge engine beside its peers, in one run, alternating: CPU per document, ratios, stages, and the floor.

    python benchmarks/merge.py                       engine, floor and docxtpl, both shapes, and the stages
    python benchmarks/merge.py --peers /tmp/peers    and six peers, installed in that folder when they are not there yet
    python benchmarks/merge.py --process             and a whole process with 200 documents, start-up included

CPU seconds are of the process (user and system, garbage collection and JIT threads included), documents are written to
files in a folder in memory, data is made before the clock starts, start-up and warm-up are outside it. The engine and
the floor make all documents, the peers a twentieth in each round; node peers get a warm-up of 50 documents more. The
floor is straight-line code for the same text: no checks, no escaping, stored, not deflated. Peers that do not read
Jinja get templates in their own syntax, which ask less of them (benchmarks/peers/dialects.py).
"""

from __future__ import annotations

import argparse
import html
import json
import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT)]

from benchmarks.merge_shapes import contexts, template  # noqa: E402
from benchmarks.peers import dialects  # noqa: E402

# A folder in memory: on a disk, writing 35 kB costs from 15 to 800 microseconds, whatever made the bytes.
MEMORY = "/dev/shm" if os.path.isdir("/dev/shm") else None
WORKERS = Path(__file__).parent / "peers"
PIP = ("rust-docxtpl==0.1.2", "docx-mailmerge2==1.0.3")
NPM = ("docxtemplater@3", "pizzip@3", "easy-template-x@7", "carbone@3")
PYTHON_PEERS = ("rust-docxtpl", "docx-mailmerge2")
NODE_PEERS = ("docxtemplater", "easy-template-x", "carbone")
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
    from docgen.merge.codegen_calls import calls_of
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
    space = calls_of(program.printer, program.jinja) | {"plain": lambda rows, weight: rows}
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


OWN: dict[str, Callable[[str], Fill]] = {"docgen": engine, "floor": floor, "docxtpl": docxtpl}


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


def install(folder: Path) -> None:
    """The peers in a folder of their own; what is there already stays."""
    folder.mkdir(parents=True, exist_ok=True)
    if not (folder / "python").exists():  # rust-docxtpl refuses to run beside docxtpl: an environment of its own
        subprocess.run([sys.executable, "-m", "venv", str(folder / "python")], check=True)
        subprocess.run([str(folder / "python/bin/pip"), "install", "--quiet", *PIP], check=True)
    if not (folder / "package.json").exists():
        (folder / "package.json").write_text('{"private": true}')
    if not (folder / "node_modules" / "carbone").exists():
        npm = ["npm", "install", "--no-audit", "--no-fund", "--silent", *NPM]
        subprocess.run(npm, check=True, cwd=folder)


def peer(name: str, shape: str, data: list[dict[str, object]], folder: Path) -> tuple[float, list[str]]:
    """Microseconds of CPU per document in a process of its own, and the text of its first document."""
    own = dialects.DIALECTS.get(name)
    values = [dialects.data(shape, context) for context in data] if own else data
    with tempfile.TemporaryDirectory(dir=MEMORY) as out:
        word, source = Path(out, "template.docx"), Path(out, "data.json")
        word.write_bytes(dialects.template(shape, name) if own else template(shape))
        source.write_text(json.dumps(values))
        files = [str(word), str(source), out]
        if name in NODE_PEERS:
            command = ["node", str(WORKERS / "worker.mjs"), name, str(folder), *files]
        else:
            command = [str(folder / "python/bin/python"), "-W", "ignore", str(WORKERS / "worker.py"), name, *files]
        done = subprocess.run(command, capture_output=True, text=True)
        if done.returncode:
            raise SystemExit(f"{name} failed on {shape}:\n{done.stderr}")
        return float(done.stdout.split()[-1]), texts(Path(out, "0.docx").read_bytes())


def texts(data: bytes) -> list[str]:
    """The texts of a document's paragraphs, those of empty ones left out."""
    import io

    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        xml = archive.read("word/document.xml").decode()
    joined = ("".join(re.findall(r"<w:t(?: [^>]*)?>([^<]*)</w:t>", p)) for p in xml.split("</w:p>"))
    return [html.unescape(text) for text in joined if text]


def compare(shape: str, documents: int, rounds: int, folder: Path | None) -> dict[str, list[float]]:
    """Microseconds per document of each, round by round, alternating."""
    data = contexts(shape, documents)
    part = data[: max(20, documents // 20)]
    fills = {name: make(shape) for name, make in OWN.items()}
    for fill in fills.values():
        fill(data[0])
    expected = texts(fills["docgen"](data[0]))
    found: dict[str, list[float]] = {name: [] for name in fills}
    for _ in range(rounds):
        for name, fill in fills.items():
            found[name].append(cpu_per_document(fill, part if name == "docxtpl" else data))
        for name in (*PYTHON_PEERS, *NODE_PEERS) if folder else ():
            spent, shown = peer(name, shape, part, folder) if folder else (0.0, [])
            if shown != expected:
                wrong = next((pair for pair in zip(shown, expected, strict=False) if pair[0] != pair[1]), None)
                print(f"({name} prints another text in {shape}: {wrong})")
            found.setdefault(name, []).append(spent)
    return found


def stages(shape: str, documents: int) -> dict[str, float]:
    """Microseconds per document of each stage of the engine, one document after the other; medians.

    Escaping and encoding happen while rendering; they are measured on the texts of the document that were not known
    yet, and taken off.
    """
    from docgen.merge import metadata, zipwriter
    from docgen.merge.characters import Escapes, escape_text
    from docgen.merge.state import FillState, current
    from docgen.template import compile_template

    missed: list[str] = []

    class Watched(Escapes):
        def __missing__(self, text: str) -> bytes:
            missed.append(text)
            return super().__missing__(text)

    compiled = compile_template(template(shape), name=shape)
    watched, watching = compile_template(template(shape), name=shape), Watched()
    for program in watched.programs:
        program.printer.escapes = watching
        assert program.fast is not None
        program.fast.__globals__["E"] = watching
    spent: dict[str, list[float]] = {}

    def clock(stage: str, call: Callable[[], Any]) -> Any:
        start = time.perf_counter()
        result = call()
        spent.setdefault(stage, []).append(time.perf_counter() - start)
        return result

    core = metadata.core_xml({}).encode()
    deflate = zipwriter.deflate
    with tempfile.TemporaryDirectory(dir=MEMORY) as folder:
        for number, context in enumerate(contexts(shape, documents)):
            token = current.set(FillState())
            missed.clear()
            for program in watched.programs:
                program.render(context)
            watching.after_fill()
            parts = clock("render", lambda: [program.render(context) for program in compiled.programs])  # noqa: B023
            compiled.escapes.after_fill()
            escaped = clock("escape", lambda: [escape_text(text) for text in missed if text.isprintable()])
            clock("encode", lambda: [text.encode() for text in escaped])  # noqa: B023
            xml = [data for data in [*parts, core] if len(data) >= zipwriter.SMALL]
            packed = clock("deflate", lambda: [deflate(data) for data in xml])  # noqa: B023
            zipwriter.deflate = lambda _: packed.pop(0)  # noqa: B023 - what is left is checksums, headers, joining
            members = [(program.part, data) for program, data in zip(compiled.programs, parts, strict=True)]
            members.append((metadata.CORE, core))
            made = clock("assemble", lambda: zipwriter.write(
                compiled.block, [zipwriter.member(name, data) for name, data in members]))  # fmt: skip  # noqa: B023
            zipwriter.deflate = deflate
            clock("write", lambda: _write(f"{folder}/{number}.docx", made))  # noqa: B023
            current.reset(token)
    found = {stage: statistics.median(values) * 1e6 for stage, values in spent.items()}
    found["render"] -= found["escape"] + found["encode"]
    return found


def _write(path: str, data: bytes) -> None:
    out = os.open(path, os.O_WRONLY | os.O_CREAT, 0o644)
    os.write(out, data)
    os.close(out)


def whole_process(shape: str, name: str, documents: int, pycache: str) -> float:
    """Seconds of wall time of a fresh Python that makes the documents; bytecode is on disk, as after installing."""
    with tempfile.TemporaryDirectory(dir=MEMORY) as folder:
        Path(folder, "data.json").write_text(json.dumps(contexts(shape, documents)))
        Path(folder, "template.docx").write_bytes(template(shape))
        environment = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
        environment |= {"PYTHONPYCACHEPREFIX": pycache, "PYTHONPATH": _path()}
        start = time.perf_counter()
        subprocess.run([sys.executable, "-c", _SCRIPTS[name], folder], check=True, env=environment)
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
    parser.add_argument("--peers", type=Path, metavar="DIR", help="a folder outside the project for the peers")
    parser.add_argument("--process", action="store_true", help="time whole processes too")
    options = parser.parse_args()
    from docgen.merge import zipwriter

    if options.peers:
        install(options.peers)
    shapes = ("zorg", "rooster")
    found = {shape: compare(shape, options.documents, options.rounds, options.peers) for shape in shapes}
    timed = {shape: stages(shape, min(500, options.documents)) for shape in shapes}
    deflate = f"ISA-L level {zipwriter.LEVEL}" if zipwriter.engine == "isal" else f"zlib {zlib.ZLIB_RUNTIME_VERSION}"
    print(f"\nPython {sys.version.split()[0]}, {deflate}, {options.documents:,} documents, {options.rounds} rounds\n")
    print_peers(found)
    print_stages(timed)
    if options.process:
        print_processes(shapes, options.rounds)


def print_peers(found: dict[str, dict[str, list[float]]]) -> None:
    """CPU per document (median), and how many times docgen's that is (median of the rounds' own ratios)."""
    shapes = list(found)
    print("| | " + " | ".join(f"{s}: us/doc | docs/s | docgen is" for s in shapes) + " |")
    print("|---|" + "---:|" * 3 * len(shapes))
    for name in sorted(found[shapes[0]], key=lambda n: statistics.median(found[shapes[0]][n])):
        cells = []
        for values in found.values():
            spent = statistics.median(values[name])
            ratio = statistics.median(other / own for other, own in zip(values[name], values["docgen"], strict=True))
            times = "" if name == "docgen" else f"{ratio:.0f}x" if ratio >= 10 else f"{ratio:.2f}x"
            cells.append(f"{spent:,.0f} | {1e6 / spent:,.0f} | {times}")
        print(f"| {name} | {' | '.join(cells)} |")


def print_stages(timed: dict[str, dict[str, float]]) -> None:
    """Microseconds of each stage."""
    print("\n| stage (us/doc) | " + " | ".join(timed) + " |\n|---|" + "---:|" * len(timed))
    for stage in next(iter(timed.values())):
        print(f"| {stage} | " + " | ".join(f"{found[stage]:.0f}" for found in timed.values()) + " |")


def print_processes(shapes: tuple[str, ...], rounds: int) -> None:
    """Wall seconds of whole processes, pair by pair."""
    print("\n| whole process, 200 documents | docgen | docxtpl | docgen is |\n|---|---:|---:|---:|")
    with tempfile.TemporaryDirectory() as pycache:
        for shape in shapes:
            for name in _SCRIPTS:
                whole_process(shape, name, 2, pycache)
            pairs = [[whole_process(shape, name, 200, pycache) for name in _SCRIPTS] for _ in range(rounds)]
            own, other = (statistics.median(pair[i] for pair in pairs) for i in (0, 1))
            ratio = statistics.median(pair[1] / pair[0] for pair in pairs)
            print(f"| {shape} | {own:.3f} s | {other:.2f} s | {ratio:.1f}x |")


if __name__ == "__main__":
    main()
