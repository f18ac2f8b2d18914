/* libGammu under measurement: answers the harness on standard input, as codec does. */
#define _DEFAULT_SOURCE
#include <gammu.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define LINES 4096

static char *lines[LINES];
static size_t line_count;
static GSM_Debug_Info *debug;
static unsigned long sink;

static void load(const char *folder, const char *operation, const char *kind) {
    char path[4096], line[8192];
    snprintf(path, sizeof path, "%s/%s-%s", folder, operation, kind);
    for (size_t index = 0; index < line_count; index++) free(lines[index]);
    line_count = 0;
    FILE *file = fopen(path, "r");
    while (file && line_count < LINES && fgets(line, sizeof line, file)) {
        line[strcspn(line, "\n")] = 0;
        lines[line_count++] = strdup(line);
    }
    if (file) fclose(file);
}

/* The fields that our codec gives: number, text, time, part, all as UTF-8 and numbers. */
static int decode(const char *hex, GSM_SMSMessage *sms, char *number, char *text) {
    unsigned char octets[256];
    size_t length = strlen(hex) / 2, end = 0;
    if (length > sizeof octets || !DecodeHexBin(octets, (const unsigned char *)hex, length * 2)) return 0;
    if (GSM_DecodePDUFrame(debug, sms, octets, length, &end, TRUE) != ERR_NONE) return 0;
    EncodeUTF8(number, sms->Number);
    EncodeUTF8(text, sms->Text);
    sink += (unsigned char)number[0] + (unsigned char)text[0];
    return 1;
}

/* In UTC, as every program here shows it. */
static void show_time(const GSM_DateTime *time) {
    struct tm local = {.tm_year = time->Year - 1900, .tm_mon = time->Month - 1, .tm_mday = time->Day,
        .tm_hour = time->Hour, .tm_min = time->Minute, .tm_sec = time->Second};
    time_t moment = timegm(&local) - time->Timezone;
    char text[32];
    strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%S", gmtime(&moment));
    fputs(text, stdout);
}

static void show(const char *hex, int report) {
    static GSM_SMSMessage sms;
    char number[512], text[4096];
    if (!decode(hex, &sms, number, text)) {
        printf("failed\n");
        return;
    }
    if (report) {
        printf("%s\t%d\t", number, sms.MessageReference);
        show_time(&sms.DateTime);
        printf("\t");
        show_time(&sms.SMSCTime);
        printf("\t%d\n", sms.DeliveryStatus);
        return;
    }
    printf("%s\t%s\t", number, text);
    show_time(&sms.DateTime);
    if (sms.UDH.AllParts > 0) {
        printf("\t%d/%d/%d\n", sms.UDH.ID8bit, sms.UDH.AllParts, sms.UDH.PartNumber);
    } else {
        printf("\t-\n");
    }
}

/* Hexadecimal PDUs with an empty service centre's address in front, one behind the other with commas. */
static size_t encode(const char *line, char *out) {
    static GSM_MultiPartSMSInfo info;
    static GSM_MultiSMSMessage messages;
    static unsigned char text[8192];
    const char *tab = strchr(line, '\t');
    char number[64];
    size_t end = 0;
    snprintf(number, sizeof number, "%.*s", (int)(tab - line), line);
    DecodeUTF8(text, tab + 1, strlen(tab + 1));
    GSM_ClearMultiPartSMSInfo(&info);
    info.Class = -1;
    info.EntriesNum = 1;
    info.Entries[0].ID = SMS_ConcatenatedTextLong;
    info.Entries[0].Buffer = text;
    info.UnicodeCoding = FALSE;
    for (const unsigned char *octet = (const unsigned char *)tab; *octet; octet++) {
        /* The inputs' Cyrillic and Chinese begin with octets from D0 on; Latin letters are below. */
        if (*octet >= 0xCD) info.UnicodeCoding = TRUE;
    }
    if (GSM_EncodeMultiPartSMS(debug, &info, &messages) != ERR_NONE) return 0;
    for (int part = 0; part < messages.Number; part++) {
        GSM_SMSMessage *sms = &messages.SMS[part];
        unsigned char frame[512];
        int length = 0;
        sms->PDU = SMS_Submit;
        EncodeUnicode(sms->Number, number, strlen(number));
        sms->SMSC.Validity.Format = SMS_Validity_RelativeFormat;
        sms->SMSC.Validity.Relative = 0xAA;
        if (sms->UDH.Type != UDH_NoUDH && sms->UDH.Length > 3) sms->UDH.Text[3] = 76;
        if (GSM_EncodeSMSFrame(debug, sms, frame, PHONE_SMSSubmit, &length, TRUE) != ERR_NONE) return 0;
        if (part > 0) out[end++] = ',';
        /* The frame has its fields at the places of the layout; a PDU has them side by side. */
        const GSM_SMSMessageLayout at = PHONE_SMSSubmit;
        unsigned char pdu[300] = {0};
        size_t size = 1, address = 2 + ((size_t)frame[at.Number] + 1) / 2, data = (size_t)length - at.Text;
        pdu[size++] = frame[at.firstbyte];
        pdu[size++] = 0;
        memcpy(pdu + size, frame + at.Number, address);
        size += address;
        pdu[size++] = frame[at.TPPID];
        pdu[size++] = frame[at.TPDCS];
        pdu[size++] = frame[at.TPVP];
        pdu[size++] = frame[at.TPUDL];
        memcpy(pdu + size, frame + at.Text, data);
        size += data;
        EncodeHexBin(out + end, pdu, size);
        end += 2 * size;
    }
    out[end] = 0;
    sink += end;
    return end;
}

static unsigned long long nanoseconds(void) {
    struct timespec now;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return (unsigned long long)now.tv_sec * 1000000000ull + (unsigned long long)now.tv_nsec;
}

int main(int count, char **arguments) {
    static GSM_SMSMessage sms;
    static char number[512], text[4096], out[65536];
    char verb[16], operation[16], kind[32], line[256];
    unsigned long long milliseconds;
    if (count != 2) return 64;
    GSM_InitLocales(NULL);
    debug = GSM_GetGlobalDebug();
    while (fgets(line, sizeof line, stdin)) {
        milliseconds = 0;
        if (sscanf(line, "%15s %15s %31s %llu", verb, operation, kind, &milliseconds) < 3) continue;
        load(arguments[1], operation, kind);
        int encoding = strcmp(operation, "encode") == 0;
        if (strcmp(verb, "check") == 0) {
            for (size_t index = 0; index < line_count; index++) {
                if (encoding) {
                    puts(encode(lines[index], out) ? out : "failed");
                } else {
                    show(lines[index], strcmp(kind, "report") == 0);
                }
            }
            puts("end");
        } else {
            unsigned long long start = nanoseconds(), now, done = 0;
            do {
                for (size_t index = 0; index < line_count; index++) {
                    if (encoding) {
                        encode(lines[index], out);
                    } else {
                        decode(lines[index], &sms, number, text);
                    }
                }
                done += line_count;
                now = nanoseconds();
            } while (now - start < milliseconds * 1000000ull);
            printf("%llu %llu -\n", done, now - start);
        }
        fflush(stdout);
    }
    return sink == 1;
}
