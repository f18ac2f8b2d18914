/// How the page of figures looks: by day, by night, and on paper.
enum FigureStyle {
    static let sheet = """
        :root { --paper: #fff; --ink: #1d2126; --quiet: #5d6670; --line: #dfe3e8; --tile: #f5f7f9;
        --deep: #3b4a5c; --blue: #2f6fb3; --pale: #b9d2ec; --green: #2e8b57; --amber: #d1930b; --red: #c0392b; --grey: #9aa4ae; }
        @media (prefers-color-scheme: dark) { :root { --paper: #15181c; --ink: #e6e9ec; --quiet: #9aa5b1; --line: #2f363e;
        --tile: #1e2329; --deep: #8fa3ba; --blue: #5b9bdc; --pale: #2d4f73; --green: #4cb57d; --amber: #d9a83a;
        --red: #e06a5c; --grey: #66717c; } }
        * { box-sizing: border-box; }
        body { font: 15px/1.5 system-ui, sans-serif; max-width: 64em; margin: 0 auto; padding: 2em 1.2em; background: var(--paper);
        color: var(--ink); }
        h1 { font-size: 1.7em; margin: 0; overflow-wrap: anywhere; } h2 { font-size: 1.2em; margin: 2.2em 0 .7em;
        border-bottom: 1px solid var(--line); padding-bottom: .3em; } h3 { font-size: .95em; margin: 1.2em 0 .4em; color: var(--quiet);
        font-weight: 600; }
        header p, footer, .quiet { color: var(--quiet); } header p { margin: .3em 0 1.4em; } footer { margin-top: 3em; font-size: .85em;
        border-top: 1px solid var(--line); }
        .state { font-size: .55em; font-weight: 600; vertical-align: middle; padding: .2em .6em; border-radius: 1em;
        background: var(--tile); border: 1px solid var(--line); color: var(--quiet); }
        .tiles { display: grid; grid-template-columns: repeat(auto-fit, minmax(12.5em, 1fr)); gap: .8em; }
        .tile { background: var(--tile); border: 1px solid var(--line); border-radius: .5em; padding: .7em .9em; }
        .tile .name { font-size: .85em; color: var(--quiet); } .tile .value { font-size: 1.5em; font-weight: 650; line-height: 1.3; }
        .tile .quiet { font-size: .85em; }
        figure { margin: 0; overflow-x: auto; } figure svg { width: 100%; min-width: 34em; display: block; }
        svg text { font: 13px system-ui, sans-serif; fill: var(--ink); } svg .quiet { fill: var(--quiet); }
        .deep { fill: var(--deep); } .blue { fill: var(--blue); } .pale { fill: var(--pale); } .green { fill: var(--green); }
        .amber { fill: var(--amber); } .red { fill: var(--red); } .grey { fill: var(--grey); }
        .grid { stroke: var(--line); } .ground { stroke: var(--quiet); }
        .range { width: 126px; height: 14px; vertical-align: middle; }
        .key { display: inline-block; width: .8em; height: .8em; border-radius: .15em; margin: 0 .4em 0 .8em; }
        .key:first-child { margin-left: 0; } .key.green { background: var(--green); } .key.red { background: var(--red); }
        .wide { overflow-x: auto; } table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; }
        th, td { text-align: left; padding: .35em .6em; border-bottom: 1px solid var(--line); vertical-align: top; }
        th { color: var(--quiet); font-weight: 600; font-size: .9em; } .number { text-align: right; white-space: nowrap; }
        .dense { font-size: .9em; } .dense th, .dense td { padding: .35em .45em; } .dense td:first-child { white-space: nowrap; }
        .facts th { width: 11em; } .notes { color: var(--quiet); font-size: .9em; columns: 2; padding-left: 1.2em; }
        @media (max-width: 40em) { .notes { columns: 1; } }
        @media print { :root { --paper: #fff; --ink: #000; --quiet: #444; --line: #ccc; --tile: #fff; --deep: #3b4a5c; --blue: #2f6fb3;
        --pale: #b9d2ec; --green: #2e8b57; --amber: #d1930b; --red: #c0392b; --grey: #9aa4ae; }
        body { max-width: none; padding: 0; font-size: 12px; print-color-adjust: exact; -webkit-print-color-adjust: exact; }
        section, .tile, tr, figure { break-inside: avoid; } figure svg { min-width: 0; max-width: 40em; } .wide { overflow: visible; }
        h2, h3 { break-after: avoid; } }
        """
}
