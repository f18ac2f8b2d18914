/// The words by which people agree to what they were just asked, as data. They mean that where a question is open, and
/// nothing at all where none is.
enum AgreeingWords {
    static let byLanguage: [(language: String, words: [String])] = [
        ("en", ["yes", "y", "yep", "yeah", "i agree"]), ("de", ["ja", "ja gerne", "einverstanden"]),
        ("fr", ["oui", "ok oui", "daccord"]), ("es", ["sí", "acepto"]), ("pt", ["sim", "aceito"]),
        ("it", ["sì", "accetto"]), ("nl", ["ja graag", "akkoord"]), ("pl", ["tak", "zgadzam się"]),
        ("ru", ["да", "da", "согласен", "согласна"]), ("ar", ["نعم", "موافق"]), ("hi", ["हाँ", "हां", "haan"]),
        ("tr", ["evet"]), ("sw", ["ndiyo", "ndio"]), ("id", ["ya", "setuju"]),
    ]
}
