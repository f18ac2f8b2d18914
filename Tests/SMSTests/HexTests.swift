import SMS
import Testing

@Suite struct HexTests {
    @Test func bothCasesAreReadAndUpperCaseIsWritten() {
        #expect(Hex.decode("00aFfA9") == nil)
        #expect(Hex.decode("00aFfA90") == [0x00, 0xAF, 0xFA, 0x90])
        #expect(Hex.encode([0x00, 0xAF, 0xFA, 0x90]) == "00AFFA90")
        #expect(Hex.decode("") == [])
        #expect(Hex.encode([UInt8]()) == "")
    }

    @Test(arguments: ["0", "0g", "0x", " 0", "00 ", "０0", "4:", "/0", "@0", "`0"])
    func otherTextIsRefused(text: String) {
        #expect(Hex.decode(text) == nil)
    }

    @Test func everyOctetComesBack() {
        let all = (0...255).map { UInt8($0) }
        #expect(Hex.decode(Hex.encode(all)) == all)
    }
}
