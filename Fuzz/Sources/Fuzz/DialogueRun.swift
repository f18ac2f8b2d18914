import Modems

/// A dialogue with what was asked of it and what it gave, so that nothing is left without an answer.
struct DialogueRun {
    private var dialogue: ATDialogue
    private var now: Duration = .zero
    private var commands = 0
    private var submissions = 0
    private var drains = 0

    init() {
        var settings = ATDialogue.Settings()
        settings.longestLine = 512
        settings.mostLines = 20
        dialogue = ATDialogue(settings: settings)
    }

    mutating func pass(milliseconds: Int) {
        now += .milliseconds(milliseconds)
    }

    /// Time passes to when the dialogue wants to be woken.
    mutating func wait() {
        if let deadline = dialogue.deadline {
            now = max(now, deadline)
        }
        handle(.timer)
    }

    mutating func handle(_ event: ATDialogue.Event) {
        let wasIdle = dialogue.isIdle
        let mayWrite = if case .promptAnswered = event { true } else { false }
        let actions = dialogue.handle(event, at: now)
        var size = 0
        if case .received(let octets) = event { size = octets.count }
        require(actions.count <= 8 + 3 * size, "actions are bounded by what came")
        var isTaken = wasIdle
        for action in actions {
            switch action {
            case .notTaken: isTaken = false
            case .answered(let answer):
                commands -= 1
                require(answer.lines.count <= dialogue.settings.mostLines, "an answer is bounded")
                require(answer.lines.allSatisfy { $0.utf8.count <= 3 * 512 }, "a line is bounded")
            case .submitted: submissions -= 1
            case .drained: drains -= 1
            case .write(let octets):
                require(mayWrite || !octets.contains(0x1A), "nothing is handed over but at the caller's word")
            default: break
            }
        }
        if isTaken {
            switch event {
            case .send: commands += 1
            case .submit: submissions += 1
            case .escape: drains += 1
            default: break
            }
        }
        require(commands >= 0 && submissions >= 0 && drains >= 0, "each answer was asked for")
        require(commands + submissions + drains <= 1, "one at a time")
        require(dialogue.isIdle == (commands + submissions + drains == 0), "it is idle when all is answered")
        require(dialogue.isIdle == (dialogue.deadline == nil), "what is under way has a deadline")
    }

    /// Nothing more comes: each deadline leads on, and the last one to idle.
    mutating func end() {
        var steps = 0
        while !dialogue.isIdle {
            wait()
            steps += 1
            require(steps < 10, "it is idle again after its deadlines")
        }
        handle(.send(.attention))
        wait()
        require(commands == 1 || dialogue.isIdle, "it takes commands again")
        handle(.hungUp)
        require(dialogue.isIdle, "a port that is gone leaves nothing under way")
    }
}
