/// A character that is not in the GSM alphabet and so makes a whole text UCS-2.
public struct ForeignCharacter: Hashable, Sendable {
    public var character: Character
    /// Where it stands first, in characters from 0.
    public var position: Int
    /// How often it stands in the text.
    public var count: Int

    public init(character: Character, position: Int, count: Int) {
        self.character = character
        self.position = position
        self.count = count
    }
}
