import Modems

extension Wire {
    /// Every check, each as the one before it suggests.
    mutating func diagnose() -> [Finding] {
        var context = DiagnosisContext()
        var findings: [Finding] = []
        for check in Diagnosis.checks where check.applies(in: context) {
            var asked: [ATCommand] = []
            var answers: [ATAnswer] = []
            while let question = check.question(after: answers, to: asked, in: context) {
                asked.append(question.command)
                answers.append(ask(question.command))
            }
            guard !asked.isEmpty else { continue }
            context.learn(from: answers, to: check)
            findings.append(check.judge(answers, in: context))
        }
        return findings
    }
}
