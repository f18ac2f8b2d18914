extension Dialect {
    /// TS 27.005 and TS 27.007 as they stand, for modems of no family that is known.
    public static let generic = Dialect(name: "generic", title: "TS 27.005", signs: [])

    /// Every dialect but the generic one, in the order in which the signs are looked for: the particular first.
    public static let all: [Dialect] = [
        .huaweiOld, .huawei, .brovi, .zte, .simcom2g, .simcom4g, .quectel2g, .quectel4g, .telit, .ublox, .siemens,
        .cinterion, .sierraWavecom, .sierra, .wavecom, .option, .novatel, .ericsson, .neoway, .fibocom,
    ]
}
