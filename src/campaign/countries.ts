/**
 * ISO 3166-1 alpha-2, and XK, which people in Kosovo use. One string, because 250 quoted codes would make the page load
 * twice as many bytes. In lower case: countries without postal codes, which are those whose addresses have none in Google's
 * address data of June 2025 (https://github.com/google/libaddressinput, `region_data_constants.cc`: neither `%Z` in `fmt`
 * nor `zipex`).
 */
const codes =
  'ADaeAFagAIALAMaoaqARASATAUawAXAZBABBBDBEbfBGBHbibjBLBMBNbobqBRbsBTbvbwBYbzCACCcdcfcgCHcickCLcmCNCOCRCUCVcwCXCYCZDEdjDKdmDODZECEEEGEHerESETFIfjFKFMFOFRgaGBgdGEGFGGghGIGLgmGNGPgqGRGSGTGUGWgyhkHMHNHRHTHUIDIEILIMINIOIQIRISITJEjmJOJPKEKGKHkikmknkpKRKWKYKZLALBlcLILKLRLSLTLULVlyMAMCMDMEMFMGMHMKmlMMMNmoMPMQmrmsMTMUMVmwMXMYMZNANCNENFNGNINLNONPnrnuNZOMpaPEPFPGPHPKPLPMPNPRpsPTPWPYqaRERORSRUrwSAsbscSDSESGSHSISJSKslSMSNSOsrssstSVsxsySZTCtdtftgTHTJtktlTMTNtoTRTTtvTWTZUAugUMUSUYUZVAVCVEVGVIVNvuWFwsXKyeYTZAZMzw'.match(/../g)!;

/** Every country a supporter can choose, as upper-case codes. */
export const countries: readonly string[] = codes.map((code) => code.toUpperCase());

/** Whether addresses in a country can have a postal code; true for an unknown country. */
export const hasPostalCodes = (country = ''): boolean => !codes.includes(country.toLowerCase());
