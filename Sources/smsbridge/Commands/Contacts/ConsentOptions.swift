import ArgumentParser

/// Consent that whoever imports declares, by name, for rows that have no consent columns.
struct ConsentOptions: ParsableArguments {
    @Option(help: ArgumentHelp("Where the people consented, for rows without consent columns.", valueName: "text"))
    var consentSource: String?

    @Option(help: ArgumentHelp("The day of that consent.", valueName: "yyyy-mm-dd"))
    var consentDate: String?

    @Option(help: ArgumentHelp("What they agreed to, word for word.", valueName: "text"))
    var consentWording: String?

    @Option(help: ArgumentHelp("Its kind: express (default), expressWritten, implied, …", valueName: "kind"))
    var consentKind: String?

    @Option(help: ArgumentHelp("What proves it: a file's name, a folder of forms.", valueName: "text"))
    var consentEvidence: String?

    @Option(help: ArgumentHelp("The last day on which it counts.", valueName: "yyyy-mm-dd"))
    var consentExpires: String?

    func validate() throws {
        let all = [consentSource, consentDate, consentWording, consentKind, consentEvidence, consentExpires]
        guard all.contains(where: { $0 != nil }) else { return }
        if consentSource == nil { throw ValidationError("--consent-source is missing: say where the people consented") }
        if consentDate == nil {
            throw ValidationError("--consent-date is missing: say on which day the people consented")
        }
    }

    /// `by` is who imports and declares it.
    func query(by: String) -> [(String, String?)] {
        [
            ("consent_source", consentSource), ("consent_date", consentDate), ("consent_wording", consentWording),
            ("consent_kind", consentKind), ("consent_evidence", consentEvidence), ("consent_expires", consentExpires),
            ("by", by),
        ]
    }
}
