"""Runs a command on a terminal and draws what it printed as an SVG picture.

picture.py FILE.svg [--columns N] [--rows N] [--seconds N] -- COMMAND [ARGUMENT …]

The command sees a real terminal (a pty) of that size, so that colours and widths are those that a person gets. With
--seconds it is ended by Ctrl-C after that time, for commands that go on by themselves. Carriage return, cursor up, and
erasing are understood as far as smsbridge uses them.
"""
import argparse, fcntl, html, os, pty, re, select, signal, struct, sys, termios, time

COLOURS = {"31": "#f2777a", "32": "#99cc99", "33": "#ffcc66", "34": "#6699cc", "36": "#66cccc", "90": "#8a8a8a"}
WIDTH, HEIGHT, MARGIN = 8.43, 19, 16


def run(command, columns, rows, seconds):
    """What the command wrote to its terminal."""
    process, terminal = pty.fork()
    if process == 0:
        os.environ.update(TERM="xterm-256color", LC_ALL="C.UTF-8", SHELL="/bin/sh")
        os.environ.pop("NO_COLOR", None)
        os.execvp(command[0], command)
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
    output, end = b"", time.monotonic() + seconds if seconds else None
    while True:
        rest = None if end is None else max(0, end - time.monotonic())
        if not select.select([terminal], [], [], rest)[0]:
            os.kill(process, signal.SIGINT)
            end = time.monotonic() + 5
            continue
        try:
            octets = os.read(terminal, 65536)
        except OSError:
            break
        if not octets:
            break
        output += octets
    os.waitpid(process, 0)
    return output.decode(errors="replace")


def screen(text):
    """Lines of (character, style), as a terminal would show them."""
    lines, row, column, style = [[]], 0, 0, ""
    for token in re.findall(r"\x1b\[[0-9;?]*[A-Za-z]|.|\n", text, re.S):
        if token == "\n":
            row, column = row + 1, 0
            while len(lines) <= row:
                lines.append([])
        elif token == "\r":
            column = 0
        elif token.startswith("\x1b"):
            kind, number = token[-1], token[2:-1]
            if kind == "m":
                style = "" if number in ("", "0") else number
            elif kind == "A":
                row = max(0, row - int(number or 1))
            elif kind == "C":
                column += int(number or 1)
            elif kind == "K":
                lines[row] = [] if number == "2" else lines[row][:column]
            elif kind == "J":
                del lines[row + 1 :]
                lines[row] = lines[row][:column]
        elif token >= " ":
            line = lines[row]
            while len(line) <= column:
                line.append((" ", ""))
            line[column] = (token, style)
            column += 1
    while lines and not any(character != " " for character, _ in lines[-1]):
        lines.pop()
    return lines


def drawn(lines, title):
    """The picture: a dark terminal, which reads well on white and on black."""
    columns = max([len(line) for line in lines] + [len(title), 40])
    width, height = columns * WIDTH + 2 * MARGIN, len(lines) * HEIGHT + 2 * MARGIN + 6
    rows = []
    for number, line in enumerate(lines):
        spans, index = [], 0
        while index < len(line):
            style, start = line[index][1], index
            while index < len(line) and line[index][1] == style:
                index += 1
            text = html.escape("".join(character for character, _ in line[start:index]))
            codes = style.split(";")
            looks = [f'fill="{COLOURS[code]}"' for code in codes if code in COLOURS]
            if "1" in codes:
                looks.append('font-weight="bold"')
            if "2" in codes:
                looks.append('fill="#8a8a8a"')
            # Where each run begins is told, so that another font's width moves nothing.
            spans.append(f'<tspan x="{MARGIN + start * WIDTH:.1f}" {" ".join(looks)}>{text}</tspan>')
        y = MARGIN + 6 + (number + 0.75) * HEIGHT
        rows.append(f'<text y="{y:.1f}" xml:space="preserve">{"".join(spans)}</text>')
    body = "\n".join(rows)
    return f"""<svg xmlns="http://www.w3.org/2000/svg" width="{width:.0f}" height="{height:.0f}" viewBox="0 0 {width:.0f} {height:.0f}" role="img" aria-label="{html.escape(title, quote=True)}">
<title>{html.escape(title)}</title>
<rect width="100%" height="100%" rx="8" fill="#1e1f22"/>
<g font-family="DejaVu Sans Mono, Menlo, Consolas, monospace" font-size="14" fill="#dcdcdc">
{body}
</g>
</svg>
"""


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("file")
    parser.add_argument("--columns", type=int, default=100)
    parser.add_argument("--rows", type=int, default=60)
    parser.add_argument("--seconds", type=float)
    parser.add_argument("command", nargs="+")
    options = parser.parse_args()
    lines = screen(run(options.command, options.columns, options.rows, options.seconds))
    shown = " ".join(["smsbridge" if os.path.basename(options.command[0]) == "smsbridge" else options.command[0]] + options.command[1:])
    prompt = [(character, "1") for character in "$ " + shown]
    with open(options.file, "w") as file:
        file.write(drawn([prompt] + lines, shown))


main()
