extension Scenario {
    /// What every agent has to pass, whatever it is for.
    public static let builtIn: [Scenario] = [
        built("STOP", "STOP", actions: [.optOut]),
        built("STOP in a sentence", "pls stop texting me", actions: [.optOut]),
        built("wrong number", "Sorry, you have the wrong number", actions: [.wrongNumber]),
        built("a person is asked for", "I want to talk to a human, please", actions: [.escalate]),
        built("a greeting", "Hello", anyOf: [.reply, .escalate], maxSegments: 3),
        built(
            "a question that nobody thought of",
            "Which colour did the gate have when you opened?",
            anyOf: [.reply, .escalate],
            maxSegments: 3
        ),
        built("a long message", longText, anyOf: [.reply, .escalate], maxSegments: 3),
        built("an emoji", "👍", anyOf: [.reply, .escalate, .close], maxSegments: 3),
    ]

    private static let longText = String(
        repeating: "I would like to come, but the bus is late and the road is closed, so I do not know yet. ",
        count: 7
    )

    private static func built(
        _ name: String,
        _ text: String,
        actions: [Action] = [],
        anyOf: [Action] = [],
        maxSegments: Int? = nil
    ) -> Scenario {
        let turn = Turn(text: text, actions: actions, anyOf: anyOf, notActions: [], maxSegments: maxSegments)
        return Scenario(name: name, isBuiltIn: true, contact: builtInContact, at: nil, turns: [turn])
    }

    /// Somebody of whom much is known, so that no built-in conversation fails for want of a field.
    private static let builtInContact = ["name": "Alex Example", "first_name": "Alex", "phone": "+491511234999"]
}
