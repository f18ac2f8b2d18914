extension PreflightJudge {
    var channel: PreflightFinding? {
        let channel = definition.channel.capabilities
        let longest = openSteps.map(\.histogram.count).max() ?? 0
        if longest > channel.maximumSegments {
            return PreflightFinding(
                .channel,
                .fault,
                figure: longest == 1 ? "1 segment" : "\(longest) segments",
                meaning: "\(definition.channel.rawValue) takes \(channel.maximumSegments) at most",
                remedy: "shorten the texts"
            )
        }
        guard channel.needsApprovedTemplate else { return nil }
        return PreflightFinding(
            .channel,
            .fault,
            figure: "no approved template",
            meaning: "\(definition.channel.rawValue) sends the first message from an approved template alone",
            remedy: "name the template"
        )
    }

    var fields: PreflightFinding {
        let unknown = figures.unknownFields.keys.sorted()
        if !unknown.isEmpty {
            let names = unknown.map { name in
                let near = figures.unknownFields[name] ?? ""
                return "{{\(name)}}" + (near.isEmpty ? "" : " (did you mean {{\(near)}}?)")
            }
            return PreflightFinding(
                .fields,
                .fault,
                figure: names.joined(separator: ", "),
                meaning: unknown.count == 1 ? "no contact has such a field" : "no contact has such fields",
                remedy: "correct the text, or import a list with that column"
            )
        }
        let missing = openSteps.flatMap { step in step.missing.map { (step.title, $0) } }
        guard let first = missing.first else {
            let used = openSteps.reduce(0) { $0 + $1.texts }
            return PreflightFinding(.fields, .ok, figure: "complete in \(count(used, "text"))")
        }
        let places = missing.prefix(4).map { step, lack in "\(step): \(lack.what) in \(count(lack.texts, "row"))" }
        let rows = figures.problems.filter { $0.kind == .missingField }.prefix(3).map { row in
            (row.line.map { "line \($0)" } ?? row.number) + ": \(row.reason)"
        }
        let meaning =
            switch definition.missing {
            case .block: "these contacts would drop out"
            case .end: "these contacts drop out there (missing: end)"
            case .skip: "the step is left out for these contacts (missing: skip)"
            }
        let remedy = "write {{\(first.1.what)|default:\"…\"}}, complete the list, or take the rows out: see --rows FILE"
        return PreflightFinding(
            .fields,
            definition.missing == .block ? .fault : .warning,
            figure: places.joined(separator: "; "),
            meaning: ([meaning] + rows).joined(separator: "; "),
            remedy: definition.missing == .block ? remedy + "; or say missing: skip" : remedy
        )
    }

    var texts: PreflightFinding {
        let tooLong = openSteps.reduce(0) { $0 + $1.tooLong }
        var histogram: [Int] = []
        for step in openSteps {
            for (index, texts) in step.histogram.enumerated() {
                if histogram.count <= index { histogram.append(0) }
                histogram[index] += texts
            }
        }
        let shown = histogram.enumerated().filter { $0.element > 0 }.map { "\($0.element) of \($0.offset + 1)" }
        let segments = openSteps.reduce(0) { $0 + $1.segments }
        let figure = "\(count(segments, "segment")): texts \(shown.joined(separator: ", "))"
        if tooLong > 0 {
            return PreflightFinding(
                .texts,
                .fault,
                figure: "\(count(tooLong, "text")) too long",
                meaning: "with their fields filled in they are longer than \(PreflightScan.mostSegments) segments",
                remedy: "shorten the template or the fields: see --rows FILE"
            )
        }
        let odd = openSteps.flatMap(\.suspicious)
        if let first = odd.first {
            let others = odd.count > 1 ? ", and \(odd.count - 1) more" : ""
            return PreflightFinding(
                .texts,
                .warning,
                figure: figure,
                meaning: "\(count(first.texts, "text")): \(first.what)\(others)",
                remedy: "look at the rows: see --rows FILE"
            )
        }
        if histogram.count > 3 {
            return PreflightFinding(
                .texts,
                .warning,
                figure: figure,
                meaning: "long texts cost much, use up the limits and are read by few",
                remedy: "shorten the longest"
            )
        }
        return PreflightFinding(.texts, .ok, figure: shown.isEmpty ? "none" : figure)
    }

    var encoding: PreflightFinding? {
        let (gsm7, ucs2) = openSteps.reduce((0, 0)) { ($0.0 + $1.gsm7, $0.1 + $1.ucs2) }
        guard gsm7 + ucs2 > 0 else { return nil }
        guard ucs2 > 0 else { return PreflightFinding(.encoding, .ok, figure: "all in the GSM alphabet") }
        let culprits = openSteps.flatMap(\.culprits)
        let own = unique(culprits.filter(\.isInTemplate).map(\.character))
        let foreign = unique(culprits.filter { !$0.isInTemplate }.map(\.character))
        let savable = openSteps.reduce(0) { $0 + $1.savable }
        var meanings: [String] = []
        if !own.isEmpty { meanings.append("of the text: \(own.prefix(8).joined(separator: " "))") }
        if !foreign.isEmpty { meanings.append("of the fields: \(foreign.prefix(8).joined(separator: " "))") }
        var remedy = own.isEmpty ? nil : "write the text with plain characters, where they do as well"
        if definition.alphabet == .gsm {
            meanings.append("the GSM alphabet has nothing for them, so these texts stay as they are")
        } else if savable > 0 {
            let segments = openSteps.reduce(0) { $0 + $1.segments }
            remedy = "alphabet: gsm would make it \(segments - savable), with plain characters: ' for ’, c for č"
            meanings.append("costs \(count(segments, "segment"))")
        }
        return PreflightFinding(
            .encoding,
            own.isEmpty && savable == 0 ? .ok : .warning,
            figure: "\(ucs2) of \(count(gsm7 + ucs2, "text")) in UCS-2, with 70 characters to a segment",
            meaning: meanings.joined(separator: "; "),
            remedy: remedy
        )
    }

    private func unique(_ characters: [String]) -> [String] {
        characters.reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
    }

    var links: PreflightFinding? {
        let links = openSteps.flatMap(\.links)
        guard !links.isEmpty else { return nil }
        let hosts = links.reduce(into: [String]()) { if !$0.contains($1.host) { $0.append($1.host) } }
        let short = links.filter(\.isShortener)
        return PreflightFinding(
            .links,
            short.isEmpty ? .ok : .warning,
            figure: hosts.prefix(5).joined(separator: ", "),
            meaning: short.isEmpty ? "" : "operators filter texts with shortened addresses",
            remedy: short.isEmpty ? nil : "write the address of your own site"
        )
    }

    var optOutText: PreflightFinding? {
        let lacking = openSteps.reduce(0) { $0 + $1.withoutOptOut }
        if lacking > 0 {
            return PreflightFinding(
                .optOutText,
                .fault,
                figure: "missing in \(count(lacking, "text"))",
                meaning: "people must be told how to opt out"
                    + (definition.category == .marketing ? " of marketing" : ""),
                remedy: definition.optOutText == nil
                    ? "opt_out_text: \"STOP ends messages\" adds it where it is needed, or write it in "
                        + (openSteps.first { $0.withoutOptOut > 0 }?.title ?? "step 1")
                    : "say in opt_out_text a word by which people opt out, such as STOP"
            )
        }
        guard let step = openSteps.first?.step, definition.category != .transactional else { return nil }
        let first = openSteps.filter { $0.step == step && $0.sample != nil }
        guard !first.isEmpty else { return nil }
        let bare = first.first { !surroundings.words.names(anOptOutIn: $0.sample ?? "") }
        guard let bare else { return PreflightFinding(.optOutText, .ok, figure: "in the text of step \(step)") }
        return PreflightFinding(
            .optOutText,
            .warning,
            figure: "none in the text of \(bare.title)",
            meaning: "it works all the same, but people do not know it",
            remedy: "add for example \"STOP ends messages\""
        )
    }

    var sender: PreflightFinding? {
        let first = openSteps.filter { $0.step == 1 }
        let texts = first.reduce(0) { $0 + $1.texts }
        let lacking = openSteps.reduce(0) { $0 + ($1.withoutSender ?? 0) }
        guard texts > 0 || lacking > 0 else { return nil }
        let withSender = first.reduce(0) { $0 + $1.withSender }
        guard let name = surroundings.senderName else {
            return PreflightFinding(
                .sender,
                lacking > 0 ? .fault : .warning,
                figure: "no sender_name is set",
                meaning: "nobody can check whether the first message says who writes",
                remedy: "set sender_name in the configuration to the name that people know"
            )
        }
        if lacking > 0 {
            let step = openSteps.first { $0.withoutSender ?? 0 > 0 }
            return PreflightFinding(
                .sender,
                .fault,
                figure: "“\(name)” is missing in \(count(lacking, "text"))",
                meaning: "people have to be told who writes to them",
                remedy: "write it as sender_name does, “\(name)”, into the text of \(step?.title ?? "step 1")"
            )
        }
        guard withSender < texts else {
            return PreflightFinding(.sender, .ok, figure: "“\(name)” is named in the first message")
        }
        return PreflightFinding(
            .sender,
            .warning,
            figure: "“\(name)” is missing in \(count(texts - withSender, "text"))",
            meaning: "people do not know who writes to them",
            remedy: "say it in the first message, as the configuration's sender_name does"
        )
    }
}
