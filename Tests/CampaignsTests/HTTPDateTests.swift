import Campaigns
import Testing

@Suite struct HTTPDateTests {
    @Test(
        arguments: [
            (784_111_777, "Sun, 06 Nov 1994 08:49:37 GMT"),
            (0, "Thu, 01 Jan 1970 00:00:00 GMT"),
            (1_709_251_199, "Thu, 29 Feb 2024 23:59:59 GMT"),
            (1_795_564_800, "Wed, 25 Nov 2026 00:00:00 GMT"),
        ] as [(Int64, String)]
    )
    func isOfRFC9110(seconds: Int64, text: String) {
        #expect(Timestamp(seconds: seconds).httpDate == text)
    }
}
