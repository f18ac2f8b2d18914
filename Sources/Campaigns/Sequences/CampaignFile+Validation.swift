extension CampaignFile {
    /// Checks everything that can be checked without contacts, and reports all that is wrong at once. Time zones are
    /// looked up in `zones`.
    public func validate(zones: ZoneDirectory) throws(CampaignProblems) -> CampaignDefinition {
        var checker = CampaignChecker(zones: zones)
        let definition = checker.definition(of: self)
        guard let definition, checker.problems.isEmpty else { throw CampaignProblems(checker.problems) }
        return definition
    }
}

extension CampaignFile.Window {
    /// Checks a window that stands by itself.
    public func validate(zones: ZoneDirectory) throws(CampaignProblems) -> CampaignWindow {
        var checker = CampaignChecker(zones: zones)
        let window = checker.window(self, key: "", inheriting: nil)
        guard let window, checker.problems.isEmpty else { throw CampaignProblems(checker.problems.map(\.withoutDot)) }
        return window
    }
}

extension CampaignProblem {
    fileprivate var withoutDot: CampaignProblem {
        CampaignProblem(key: String(key.drop { $0 == "." }), reason: reason)
    }
}
