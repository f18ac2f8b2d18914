import Modems
import Testing

@testable import Devices

@Suite
struct UdevRulesTests {
    private let rules: [Substring]

    init() throws {
        let root = #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(3).joined(separator: "/")
        let text = SmallFile.text("\(root)/udev/60-smsbridge-modems.rules", limit: 1 << 20)
        try #require(!text.isEmpty)
        rules = text.split(separator: "\n").filter { !$0.hasPrefix("#") }
    }

    /// The products that a vendor's rule names, or nothing if it means all.
    private func products(of vendor: UInt16) throws -> [Substring]? {
        let vendorMatch = "ATTRS{idVendor}==\"\(hex(vendor))\""
        let rule = try #require(rules.first { $0.contains(vendorMatch) }, "no rule for \(hex(vendor))")
        #expect(rule.hasSuffix("ENV{SMSBRIDGE_MODEM}=\"1\""))
        guard let start = rule.firstRange(of: "ATTRS{idProduct}==\"") else { return nil }
        return rule[start.upperBound...].prefix { $0 != "\"" }.split(separator: "|")
    }

    private func hex(_ id: UInt16) -> String {
        let digits = String(id, radix: 16)
        return String(repeating: "0", count: 4 - digits.count) + digits
    }

    @Test func coverEveryProductOfTheTable() throws {
        for layout in USBModems.layouts {
            guard let products = try products(of: layout.vendor) else { continue }
            for product in layout.products {
                #expect(products.contains { $0 == hex(product) }, "\(layout.name) \(hex(product))")
            }
        }
    }

    @Test func nameVendorsWholeOnlyIfTheyMakeModems() throws {
        let whole = rules.filter { !$0.contains("{idProduct}==") }.compactMap { rule in
            rule.firstRange(of: "{idVendor}==\"").map { rule[$0.upperBound...].prefix { $0 != "\"" } }
        }
        #expect(
            whole.sorted() == (UInt16.min...UInt16.max).filter(USBModems.isModemVendor).map { hex($0)[...] }.sorted()
        )
    }

    @Test func takeNoConverterUnasked() {
        for vendor in ["1a86", "10c4", "0403", "067b"] { #expect(!rules.contains { $0.contains(vendor) }) }
    }

    @Test func keepModemManagerAway() {
        #expect(rules.contains("SUBSYSTEM==\"usb\", ENV{ID_MM_DEVICE_IGNORE}=\"1\""))
        #expect(rules.contains("SUBSYSTEM==\"tty\", GROUP=\"smsbridge\", MODE=\"0660\""))
    }
}
