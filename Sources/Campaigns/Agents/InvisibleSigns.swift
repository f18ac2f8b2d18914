import Foundation

/// Signs that nobody sees. They stand in an answer to hide something from whoever judges it.
enum InvisibleSigns {
    /// The first that has no business in a message. Joiners and marks of direction, which scripts and emoji need, have.
    static func first(in text: String) -> Unicode.Scalar? {
        text.unicodeScalars.first { scalar in
            switch scalar.value {
            case 0x034F, 0x115F, 0x1160, 0x180E, 0x200B, 0x202A...0x202E, 0x2060...0x206F, 0x3164, 0xFEFF, 0xFFA0,
                0xFFF9...0xFFFB, 0xE0000...0xE0FFF:
                true
            default: false
            }
        }
    }

    /// The text as links are looked for in it: what is not seen is gone, and wide letters and stops are plain ones.
    static func removed(from text: String) -> String {
        var seen = String.UnicodeScalarView()
        for scalar in text.precomposedStringWithCompatibilityMapping.unicodeScalars {
            switch scalar.value {
            case 0x3002, 0xFF61: seen.append(".")
            // Breaks of lines and pages have to go on to part words.
            case 0x09...0x0D, 0x85: seen.append(" ")
            default:
                if !scalar.properties.isDefaultIgnorableCodePoint, scalar.properties.generalCategory != .control {
                    seen.append(scalar)
                }
            }
        }
        return String(seen)
    }
}
