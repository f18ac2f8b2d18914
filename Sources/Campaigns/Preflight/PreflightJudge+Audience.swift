extension PreflightJudge {
    var audience: PreflightFinding {
        var left: [String] = []
        if figures.suppressed > 0 { left.append("\(figures.suppressed) suppressed") }
        if figures.withoutConsent > 0 { left.append("\(figures.withoutConsent) without consent") }
        if figures.consent.weak > 0 {
            left.append("\(figures.consent.weak) whose consent will not do")
        }
        if figures.removed > 0 { left.append("\(figures.removed) taken out") }
        if figures.busyElsewhere > 0, definition.contactPolicy == .exclusive {
            left.append("\(figures.busyElsewhere) in another campaign")
        }
        if let heldOut = figures.heldOut { left.append("\(heldOut) held out") }
        let figure =
            left.isEmpty
            ? count(figures.contacts, "contact") : "\(figures.contacts) of \(count(figures.rows, "contact"))"
        guard figures.contacts > 0 else {
            return PreflightFinding(
                .audience,
                .fault,
                figure: figure,
                meaning: figures.rows == 0 ? "nobody is in it" : "nobody is left: \(left.joined(separator: ", "))",
                remedy: "import a contact list with recorded consent"
            )
        }
        var meanings = left.isEmpty ? [] : ["left out: \(left.joined(separator: ", "))"]
        if definition.audience == .live { meanings.append("live: whoever is imported later is judged and taken in") }
        return PreflightFinding(.audience, .ok, figure: figure, meaning: meanings.joined(separator: "; "))
    }

    var consent: PreflightFinding? {
        guard figures.rows > 0 else { return nil }
        let consent = figures.consent
        let kinds = consent.kinds.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map { "\($0.value) \($0.key)" }
        var figure = "\(percent(consent.covered, of: figures.rows)) of the contacts"
        if let oldest = consent.oldest {
            figure += ", the oldest of \(surroundings.zone.civilTime(at: oldest).date)"
        }
        var meanings = kinds.isEmpty ? [] : [kinds.joined(separator: ", ")]
        var verdict = PreflightFinding.Verdict.ok
        var remedy: String?
        if consent.covered < figures.rows {
            verdict = .warning
            meanings.append("\(figures.rows - consent.covered) get nothing, since none is recorded")
            remedy = "import the list with columns consent_date and consent_source"
        }
        if consent.old > 0 {
            verdict = .warning
            meanings.append(
                "\(consent.old) are older than \(consent.oldAfter ?? AgeLimit.standard.text): numbers change hands"
            )
            remedy = remedy ?? "ask these people anew, or leave them out"
        }
        if consent.weak > 0 {
            verdict = .warning
            let lacks = (consent.lacks ?? []).prefix(3).map { "\($0.texts) × \($0.what)" }
            meanings.append(
                "\(consent.weak) have none of the kind that is needed, and get nothing"
                    + (lacks.isEmpty ? "" : " (\(lacks.joined(separator: "; ")))")
            )
            remedy = remedy ?? "record the consent that is needed: see --rows FILE"
        }
        return PreflightFinding(
            .consent,
            verdict,
            figure: figure,
            meaning: meanings.joined(separator: "; "),
            remedy: remedy
        )
    }

    var numbers: PreflightFinding? {
        guard figures.contacts > 0 else { return nil }
        let (invalid, landline) = (figures.numbers.invalid, figures.numbers.landline)
        guard invalid + landline > 0 else {
            let regions = figures.numbers.regions.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
            let shown = regions.prefix(5).map { "\($0.value) \($0.key)" }.joined(separator: ", ")
            return PreflightFinding(.numbers, .ok, figure: "all can be mobile numbers", meaning: shown)
        }
        var parts: [String] = []
        if invalid > 0 { parts.append("\(invalid) in no range that is in use") }
        if landline > 0 { parts.append("\(landline) not mobile") }
        return PreflightFinding(
            .numbers,
            .warning,
            figure: parts.joined(separator: ", "),
            meaning: "texts to them fail, or cost more, and look like spam to an operator",
            remedy: "look at the rows, and correct the list or take them out"
        )
    }

    var zones: PreflightFinding? {
        guard figures.contacts > 0 else { return nil }
        if figures.withoutHours > 0 {
            return PreflightFinding(
                .zones,
                .fault,
                figure: "\(figures.withoutHours) without an hour that suits",
                meaning: "window and policy leave no hour of a week in their time zone, or in all zones that their "
                    + "number leaves open",
                remedy: "widen the window, name another policy, or, where numbers leave several zones open, add a "
                    + "column time_zone"
            )
        }
        guard figures.withoutZone + figures.severalZones > 0 else { return nil }
        var parts: [String] = []
        if figures.severalZones > 0 { parts.append("\(figures.severalZones) with several possible zones") }
        if figures.withoutZone > 0 { parts.append("\(figures.withoutZone) without any") }
        return PreflightFinding(
            .zones,
            .warning,
            figure: parts.joined(separator: ", "),
            meaning: "several: sent at hours that suit all of them; none: by the fallback",
            remedy: "a column time_zone in the list says it better"
        )
    }

    var overlap: PreflightFinding? {
        guard figures.busyElsewhere > 0 else { return nil }
        let contacts = count(figures.busyElsewhere, "contact")
        let others = surroundings.otherCampaigns.prefix(3).map { "“\($0)”" }.joined(separator: ", ")
        let figure = "\(contacts) on the way through another campaign"
        switch definition.contactPolicy {
        case .exclusive:
            return PreflightFinding(
                .overlap,
                .warning,
                figure: figure,
                meaning: "they are left out" + (others.isEmpty ? "" : "; other campaigns: \(others)"),
                remedy: "contact_policy: wait lets them begin afterwards"
            )
        case .wait:
            return PreflightFinding(
                .overlap,
                .ok,
                figure: figure,
                meaning: "they begin once the other one is through with them; the forecast does not know when"
            )
        case .parallel:
            return PreflightFinding(.overlap, .ok, figure: figure, meaning: "they get both")
        }
    }
}
