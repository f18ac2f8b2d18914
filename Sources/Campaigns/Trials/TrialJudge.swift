import SMS

/// Compares what happened with what was expected.
enum TrialJudge {
    static func judge(_ happening: TrialSession.Happening, _ turn: Scenario.Turn) -> ScenarioResult.Turn {
        let segments = happening.reply.map { Segmentation.preview($0).segments } ?? 0
        var failures = actions(happening.actions, turn) + texts(happening.reply, turn)
        if let most = turn.maxSegments, segments > most {
            let count = segments == 1 ? "1 segment" : "\(segments) segments"
            failures.append("the answer has \(count): expected at most \(most)")
        }
        if let goal = turn.goal, goal != happening.goal {
            failures.append("expected the goal \(goal), got \(happening.goal ?? "none")")
        }
        failures += effects(happening, turn)
        if let says = turn.says, let reply = happening.reply, !happening.actions.contains(.escalate),
            !says.pattern.occurs(in: reply)
        {
            failures.append("the answer does not say \(says.meaning), and no person gets it")
        }
        if let most = turn.within, happening.took > most {
            failures.append("it took \(milliseconds(happening.took)) ms: expected at most \(milliseconds(most))")
        }
        return ScenarioResult.Turn(
            text: turn.text,
            actions: happening.actions,
            reply: happening.reply,
            segments: segments,
            why: happening.why,
            goal: happening.goal,
            fields: happening.fields.isEmpty ? nil : happening.fields,
            orders: happening.orders,
            failures: failures
        )
    }

    private static func actions(_ actions: [Scenario.Action], _ turn: Scenario.Turn) -> [String] {
        var failures: [String] = []
        for action in turn.actions where !actions.contains(action) {
            failures.append("expected \(action.rawValue), got \(names(actions))")
        }
        if !turn.anyOf.isEmpty, !turn.anyOf.contains(where: actions.contains) {
            let expected = turn.anyOf.map(\.rawValue).joined(separator: " or ")
            failures.append("expected \(expected), got \(names(actions))")
        }
        for action in turn.notActions where actions.contains(action) {
            failures.append("\(action.rawValue) was not expected")
        }
        return failures
    }

    private static func effects(_ happening: TrialSession.Happening, _ turn: Scenario.Turn) -> [String] {
        var failures: [String] = []
        let tags = happening.orders?.tags ?? []
        for tag in turn.tags where !tags.contains(tag) {
            failures.append("expected the tag \(tag), got \(tags.isEmpty ? "none" : tags.joined(separator: ", "))")
        }
        for (name, value) in turn.fields.sorted(by: { $0.key < $1.key }) where happening.fields[name] != value {
            let got = happening.fields[name].map { "“\($0)”" } ?? "nothing"
            failures.append("expected “\(value)” in the field \(name), got \(got)")
        }
        return failures
    }

    private static func texts(_ reply: String?, _ turn: Scenario.Turn) -> [String] {
        var failures: [String] = []
        if let pattern = turn.replyMatches {
            if let reply {
                if !pattern.occurs(in: reply) { failures.append("the answer does not match \(pattern.source)") }
            } else {
                failures.append("expected an answer that matches \(pattern.source), got none")
            }
        }
        if let pattern = turn.notMatches, let reply, pattern.occurs(in: reply) {
            failures.append("the answer matches \(pattern.source), and should not")
        }
        if let language = turn.language {
            if let reply {
                let guess = TextLanguage.guess(reply)
                if guess != language {
                    let got = guess.map { "it is in \($0)" } ?? "it does not tell its language"
                    failures.append("expected an answer in \(language): \(got)")
                }
            } else {
                failures.append("expected an answer in \(language), got none")
            }
        }
        return failures
    }

    private static func milliseconds(_ time: Duration) -> Int64 {
        time.components.seconds * 1000 + time.components.attoseconds / 1_000_000_000_000_000
    }

    private static func names(_ actions: [Scenario.Action]) -> String {
        actions.map(\.rawValue).joined(separator: ", ")
    }
}
