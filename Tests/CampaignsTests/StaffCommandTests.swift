import Campaigns
import Testing

@Suite struct StaffCommandTests {
    @Test(arguments: [
        ("#17 We call you back", 17, StaffCommand.Order.answer("We call you back")),
        ("  #17: ja,\nkomme um 17 Uhr \n", 17, .answer("ja,\nkomme um 17 Uhr")), ("#17 /take", 17, .take),
        ("#17 /BACK", 17, .handBack), ("#9 /close", 9, .close), ("#17", 17, .unknown), ("#17 /stop", 17, .unknown),
        ("#17 /me is here", 17, .unknown), ("#17 /BACK please", 17, .unknown),
    ])
    func reads(text: String, reference: Int64, order: StaffCommand.Order) {
        let command = StaffCommand(text)
        #expect(command?.reference == reference && command?.order == order)
    }

    @Test(arguments: [
        "17 Uhr passt", "Yes", "# 17 yes", "#17th street", "#0 x", "##17 x", "no #17 x", "#1234567890123 x", "",
    ])
    func whatHasNoReferenceIsNone(text: String) {
        #expect(StaffCommand(text) == nil)
    }
}
