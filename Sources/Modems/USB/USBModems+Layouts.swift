extension USBModems {
    /// Interfaces by product, after switching.
    public static let layouts: [Layout] = [
        Layout(
            name: "Huawei E1550, E169, E220, E226, E173s and others before E3131",
            vendor: 0x12D1,
            products: [0x1001, 0x1003, 0x140B, 0x1436, 0x1C05],
            roles: [0: .data]
        ),
        Layout(
            name: "Huawei E173, E1820",
            vendor: 0x12D1,
            products: [0x140C, 0x1C07, 0x14AC],
            roles: [0: .data, 1: .network]
        ),
        Layout(name: "Huawei E1750", vendor: 0x12D1, products: [0x1406], roles: [0: .data, 2: .network]),
        Layout(name: "Huawei K3765", vendor: 0x12D1, products: [0x1465], roles: [0: .data, 1: .network, 2: .network]),
        Layout(
            name: "SIMCom SIM7000, SIM7100, SIM7500, SIM7600",
            vendor: 0x1E0E,
            products: [0x9001],
            roles: [0: .diagnostic, 1: .positioning, 2: .primary, 3: .secondary, 4: .ignored, 5: .network, 6: .network]
        ),
        Layout(
            name: "SIMCom A7600, A7670",
            vendor: 0x1E0E,
            products: [0x9011],
            roles: [2: .ignored, 4: .primary, 5: .data]
        ),
        Layout(
            name: "SIMCom SIM7070, SIM7080, SIM7090",
            vendor: 0x1E0E,
            products: [0x9205],
            roles: [0: .diagnostic, 1: .positioning, 2: .primary, 3: .data]
        ),
        Layout(
            name: "SIMCom SIM7070, SIM7080, SIM7090",
            vendor: 0x1E0E,
            products: [0x9206],
            roles: [0: .diagnostic, 1: .positioning, 2: .primary, 3: .ignored, 4: .ignored, 5: .data]
        ),
        Layout(
            name: "A-Link 3GU",
            vendor: 0x1E0E,
            products: [0xCEFE],
            roles: [0: .secondary, 1: .secondary, 2: .primary]
        ),
        Layout(
            name: "PH-300, UM300",
            vendor: 0x1E0E,
            products: [0x9100, 0x9200],
            roles: [1: .secondary, 3: .primary]
        ),
        Layout(
            name: "Quectel UC20, EC20",
            vendor: 0x05C6,
            products: [0x9003, 0x9215],
            roles: [0: .diagnostic, 1: .positioning, 2: .primary, 3: .data, 4: .network]
        ),
        Layout(
            name: "Quectel EC21, EC25, EG25, EG91, EG95, BG96, EG06, EM12, RM500, RM520",
            vendor: 0x2C7C,
            products: [0x0121, 0x0125, 0x0191, 0x0195, 0x0296, 0x0306, 0x0512, 0x0800, 0x0801],
            roles: [0: .diagnostic, 1: .positioning, 2: .primary, 3: .secondary, 4: .network]
        ),
        Layout(
            name: "Quectel EM060K",
            vendor: 0x2C7C,
            products: [0x0128],
            roles: [3: .diagnostic, 4: .positioning, 5: .primary]
        ),
        Layout(
            name: "Telit LE910C1",
            vendor: 0x1BC7,
            products: [0x1201],
            roles: [0: .diagnostic, 3: .positioning, 4: .primary, 5: .secondary]
        ),
        Layout(
            name: "Telit LE910C1",
            vendor: 0x1BC7,
            products: [0x1204],
            roles: [0: .diagnostic, 4: .positioning, 5: .primary, 6: .secondary]
        ),
        Layout(
            name: "Telit LE910C1, ME910C1, MEx10G1",
            vendor: 0x1BC7,
            products: [0x1031, 0x1033, 0x1101, 0x110A],
            roles: [0: .diagnostic, 1: .primary, 2: .secondary]
        ),
        Layout(
            name: "Telit LE922, LM9x0, FN980, LN920, FN990",
            vendor: 0x1BC7,
            products: [0x1040, 0x1050, 0x1060, 0x1070],
            roles: [0: .diagnostic, 3: .ignored, 4: .primary, 5: .secondary, 6: .ignored]
        ),
        Layout(
            name: "Telit LE922, LM9x0, FN980, LN920, FN990 (MBIM)",
            vendor: 0x1BC7,
            products: [0x1041, 0x1051, 0x1061, 0x1071],
            roles: [1: .diagnostic, 4: .ignored, 5: .primary, 6: .secondary, 7: .ignored]
        ),
        Layout(
            name: "Telit LE910Q1, ELS63",
            vendor: 0x1BC7,
            products: [0x7010, 0x7011],
            roles: [2: .ignored, 3: .secondary, 4: .primary]
        ),
        Layout(
            name: "Telit LE910Q1, ELS63",
            vendor: 0x1BC7,
            products: [0x7020, 0x7021],
            roles: [2: .secondary, 4: .ignored, 6: .primary]
        ),
        Layout(
            name: "u-blox LISA-U2, SARA-U2",
            vendor: 0x1546,
            products: [0x1102],
            roles: [0: .primary, 2: .secondary, 4: .secondary, 6: .ignored]
        ),
        Layout(name: "u-blox SARA-U2", vendor: 0x1546, products: [0x1104], roles: [0: .primary]),
        Layout(
            name: "u-blox TOBY-R2, LARA-R2",
            vendor: 0x1546,
            products: [0x1107, 0x110A],
            roles: [0: .primary, 2: .secondary, 4: .secondary, 6: .ignored, 8: .ignored, 10: .ignored]
        ),
        Layout(
            name: "u-blox TOBY-L4, TOBY-L2",
            vendor: 0x1546,
            products: [0x1010, 0x1141, 0x1143, 0x1146],
            roles: [6: .primary]
        ),
        Layout(
            name: "u-blox LARA-R6",
            vendor: 0x05C6,
            products: [0x908B],
            roles: [0: .ignored, 1: .primary, 2: .secondary, 3: .ignored]
        ),
        Layout(
            name: "u-blox LARA-R6",
            vendor: 0x1546,
            products: [0x1311, 0x1312, 0x1313],
            roles: [0: .ignored, 1: .primary, 2: .secondary, 3: .ignored]
        ),
        Layout(
            name: "Cinterion PLS8",
            vendor: 0x1E2D,
            products: [0x0061],
            roles: [0: .data, 2: .primary, 4: .positioning, 6: .ignored, 8: .ignored]
        ),
        Layout(
            name: "Cinterion PLS62",
            vendor: 0x1E2D,
            products: [0x005B, 0x005D],
            roles: [0: .primary, 2: .secondary, 4: .positioning, 6: .ignored, 8: .diagnostic]
        ),
        Layout(
            name: "Cinterion PLS63, PLS83",
            vendor: 0x1E2D,
            products: [0x0069, 0x006F],
            roles: [0: .primary, 2: .secondary, 4: .positioning, 6: .diagnostic]
        ),
        Layout(
            name: "Cinterion MV31, MV32",
            vendor: 0x1E2D,
            products: [0x00B3, 0x00F1],
            roles: [2: .primary, 4: .positioning, 5: .ignored]
        ),
        Layout(
            name: "Sierra MC73xx, MC74xx, EM74xx, EM75xx",
            vendor: 0x1199,
            products: [0x68C0, 0x9071, 0x9079, 0x9091],
            roles: [0: .diagnostic, 2: .positioning, 3: .primary]
        ),
        Layout(
            name: "Sierra WP, HL",
            vendor: 0x1199,
            products: [0xC001],
            roles: [0: .primary, 2: .data, 4: .positioning]
        ),
        Layout(name: "Alcatel, TCT", vendor: 0x1BBB, products: [0x0000], roles: [3: .primary]),
        Layout(name: "Alcatel, TCT", vendor: 0x1BBB, products: [0x0017], roles: [5: .primary]),
        Layout(name: "Alcatel, TCT", vendor: 0x1BBB, products: [0x00B7], roles: [4: .primary]),
        Layout(name: "Alcatel, TCT", vendor: 0x1BBB, products: [0x022C], roles: [1: .primary]),
        Layout(name: "MediaTek", vendor: 0x0E8D, products: [0x00A1, 0x00A2, 0x00A4], roles: [0: .primary]),
        Layout(name: "MediaTek", vendor: 0x0E8D, products: [0x00A5, 0x00A7, 0x0023], roles: [2: .primary]),
        Layout(name: "D-Link, MediaTek", vendor: 0x2001, products: [0x7D00], roles: [0: .primary]),
        Layout(name: "MediaTek", vendor: 0x07D1, products: [0x7E11], roles: [2: .primary]),
        Layout(name: "D-Link DWM-222", vendor: 0x2001, products: [0x7E35], roles: [1: .primary, 2: .secondary]),
        Layout(name: "Gosuncn GM800", vendor: 0x305A, products: [0x1405], roles: [1: .primary, 2: .secondary]),
        Layout(name: "BroadMobi BM818", vendor: 0x2020, products: [0x2060], roles: [1: .primary, 2: .secondary]),
        Layout(
            name: "ZTE",
            vendor: 0x19D2,
            products: [0x0003, 0x0004, 0x0005, 0x0006, 0x0007, 0x0008, 0x0009, 0x000A],
            roles: [0: .primary, 1: .secondary]
        ),
        Layout(name: "ZTE", vendor: 0x19D2, products: [0x0001, 0x1515], roles: [0: .primary, 2: .secondary]),
        Layout(name: "ZTE", vendor: 0x19D2, products: [0x0015, 0x0030, 0x0054], roles: [1: .primary, 3: .secondary]),
        Layout(
            name: "ZTE",
            vendor: 0x19D2,
            products: [0x0002, 0x0012, 0x0024, 0x0025, 0x0055],
            roles: [2: .primary, 4: .secondary]
        ),
        Layout(
            name: "ZTE MF190 and others",
            vendor: 0x19D2,
            products: [0x0016, 0x0017, 0x0018, 0x0019, 0x0117, 0x0156],
            roles: [1: .secondary, 2: .primary]
        ),
        Layout(name: "ZTE", vendor: 0x19D2, products: [0x0064], roles: [0: .secondary, 2: .primary]),
        Layout(
            name: "ZTE MF110, MF180, MF626 and others",
            vendor: 0x19D2,
            products: [
                0x0021, 0x0031, 0x0037, 0x0039, 0x0042, 0x0052, 0x0057, 0x0058, 0x0061, 0x0063, 0x0066, 0x0078, 0x0082,
                0x0104, 0x0106, 0x0108, 0x0122, 0x0123, 0x1007, 0x1008, 0x1010, 0x1254, 0x1268, 0x2002, 0x2003,
            ],
            roles: [1: .secondary, 3: .primary]
        ),
        Layout(name: "ZTE", vendor: 0x19D2, products: [0x0043], roles: [2: .secondary, 3: .primary]),
        Layout(
            name: "ZTE",
            vendor: 0x19D2,
            products: [0x0033, 0x0091, 0x0113, 0x0118, 0x0121, 0x0124, 0x0126, 0x0128],
            roles: [1: .secondary, 4: .primary]
        ),
        Layout(name: "ZTE", vendor: 0x19D2, products: [0x0048, 0x0049], roles: [2: .secondary, 4: .primary]),
        Layout(name: "ZTE", vendor: 0x19D2, products: [0x0125], roles: [1: .secondary, 5: .primary]),
    ]
}
