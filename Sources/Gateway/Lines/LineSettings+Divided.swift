import Modems

extension LineSettings {
    /// The same lines in a hurry: every wait for a modem divided, and how often it is asked. For exercises and suites with
    /// virtual modems; a real one needs its time.
    public func divided(by divisor: Int) -> LineSettings {
        guard divisor > 1 else { return self }
        var lines = self
        lines.dialogue.promptTimeout /= divisor
        lines.dialogue.promptLimit /= divisor
        lines.dialogue.submissionTimeout /= divisor
        lines.dialogue.resyncTimeout /= divisor
        lines.dialogue.commandDivisor *= divisor
        lines.startUp.simPatience /= divisor
        lines.poll /= divisor
        lines.keepAlive /= divisor
        lines.survey /= divisor
        lines.reopen /= divisor
        lines.rest /= divisor
        lines.noNetwork /= divisor
        lines.proof /= divisor
        lines.recovery = recovery.divided(by: divisor)
        lines.rotation.checks = rotation.checks.map { $0 / divisor }
        lines.rotation.slowDown /= divisor
        lines.alarmDivisor *= divisor
        return lines
    }
}
