extension ErrorMeaning {
    /// The meaning of `+CMS ERROR: number`; a number in no list gets the general rule. 2000 + n of some Quectel modems is
    /// read as cause n.
    public static func cms(_ number: Int) -> ErrorMeaning {
        if let known = cmsByNumber[number] { return known }
        if (2001...2127).contains(number), var known = cmsByNumber[number - 2000] {
            known.number = number
            return known
        }
        if (224...254).contains(number) {
            return row(number, "error of the service center's own", .temporary, [same(30, 1), .otherLine], askOperator)
                .meaning(.cms)
        }
        return unknown(.cms, number)
    }

    /// The meaning of `+CME ERROR: number`; a number in no list gets the general rule.
    public static func cme(_ number: Int) -> ErrorMeaning {
        if let known = cmeByNumber[number] { return known }
        if (127...151).contains(number) {
            return row(number, "error of a data connection", .harmless, [.ignore], "Does not concern messages.")
                .meaning(.cme)
        }
        return unknown(.cme, number)
    }

    /// The meaning of a failure, nil for those that are not from the network or the SIM.
    public static func of(_ failure: ATFailure) -> ErrorMeaning? {
        switch failure {
        case .cms(let number): cms(number)
        case .cme(let number): cme(number)
        default: nil
        }
    }

    /// Every number that is in a list, rising.
    public static let knownCMS = cmsRows.map { $0.meaning(.cms) }
    public static let knownCME = cmeRows.map { $0.meaning(.cme) }

    /// The number of an error in words (`SIM not inserted`); case, spaces and punctuation do not count.
    static func number(ofWords words: String, isCMS: Bool) -> Int? {
        let key = wordsKey(words)
        guard key.utf8.count >= 3 else { return nil }
        return isCMS ? cmsByWords[key] ?? cmeAsCMS[key] : cmeByWords[key]
    }

    private static func unknown(_ kind: Kind, _ number: Int) -> ErrorMeaning {
        ErrorMeaning(
            kind: kind,
            number: number,
            text: "unknown error \(number)",
            failureClass: .temporary,
            actions: [same(10, 1), .otherLine],
            remedy:
                "If it stays with one modem, test its SIM in a phone; if it stays with one number, check the number.",
            isKnown: false
        )
    }

    private static func wordsKey(_ words: String) -> String {
        String(words.lowercased().filter { $0.isLetter || $0.isNumber })
    }

    private static let cmsByNumber = Dictionary(
        knownCMS.map { ($0.number, $0) },
        uniquingKeysWith: { first, _ in first }
    )
    private static let cmeByNumber = Dictionary(
        knownCME.map { ($0.number, $0) },
        uniquingKeysWith: { first, _ in first }
    )
    private static let cmsByWords = byWords(cmsRows)
    private static let cmeByWords = byWords(cmeRows)

    /// Words of the other list that occur behind +CMS ERROR, by the number that means the same there.
    private static let cmeAsCMS: [String: Int] = [
        "simnotinserted": 310, "simpinrequired": 311, "simpukrequired": 316, "simfailure": 313, "simbusy": 314,
        "simwrong": 315, "memoryfull": 322, "invalidindex": 321, "notfound": 321, "operationnotallowed": 302,
        "operationnotsupported": 303, "nonetworkservice": 331, "networktimeout": 332, "unknown": 500,
        "phonefailure": 300, "mefailure": 300,
    ]

    private static func byWords(_ rows: [Row]) -> [String: Int] {
        var table: [String: Int] = [:]
        for row in rows {
            for words in [row.text] + row.alsoSaid where table[wordsKey(words)] == nil {
                table[wordsKey(words)] = row.number
            }
        }
        return table
    }

    /// A row of the tables.
    struct Row: Sendable {
        var number: Int
        var text: String
        var failureClass: FailureClass
        var actions: [FailureAction]
        var remedy: String
        var alsoSaid: [String]

        func meaning(_ kind: Kind) -> ErrorMeaning {
            ErrorMeaning(
                kind: kind,
                number: number,
                text: text,
                failureClass: failureClass,
                actions: actions,
                remedy: remedy,
                isKnown: true
            )
        }
    }

    static func row(
        _ number: Int,
        _ text: String,
        _ failureClass: FailureClass,
        _ actions: [FailureAction],
        _ remedy: String,
        also words: [String] = []
    ) -> Row {
        Row(
            number: number,
            text: text,
            failureClass: failureClass,
            actions: actions,
            remedy: remedy,
            alsoSaid: words
        )
    }

    static func same(_ seconds: Int, _ tries: Int = 3) -> FailureAction {
        .retrySameLine(after: .seconds(seconds), tries: tries)
    }

    static let askOperator = "Ask the operator if it stays."
    static let checkNumber = "Check the recipient's number."
    static let checkSubscription = "Ask the operator: credit, unpaid bill, or SMS not in the tariff."
    static let checkPDU = "If it repeats, report it with the trace: the message was not built as the network wants it."
    static let wait = "Nothing to do; it is tried again."
    static let checkSIM = "Take the SIM out, clean it, put it back; try it in a phone."
    static let emptyIt = "Messages are read and deleted to make room; if it stays full, look for undeletable entries."
    static let unlock = "The device is locked to an operator: use that operator's SIM or have it unlocked."
}
