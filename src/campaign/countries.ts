/**
 * ISO 3166-1 alpha-2, and XK, which people in Kosovo use. One string, because 250 quoted codes would make the page load
 * twice as many bytes. In lower case: countries whose addresses need no postal code. They are Ireland, where mail is
 * delivered without an Eircode (https://www.eircode.ie), and those whose addresses have none in Google's address data of
 * June 2025 (https://github.com/google/libaddressinput, `region_data_constants.cc`: neither `%Z` in `fmt` nor `zipex`).
 */
const codes =
  'ADaeAFagAIALAMaoaqARASATAUawAXAZBABBBDBEbfBGBHbibjBLBMBNbobqBRbsBTbvbwBYbzCACCcdcfcgCHcickCLcmCNCOCRCUCVcwCXCYCZDEdjDKdmDODZECEEEGEHerESETFIfjFKFMFOFRgaGBgdGEGFGGghGIGLgmGNGPgqGRGSGTGUGWgyhkHMHNHRHTHUIDieILIMINIOIQIRISITJEjmJOJPKEKGKHkikmknkpKRKWKYKZLALBlcLILKLRLSLTLULVlyMAMCMDMEMFMGMHMKmlMMMNmoMPMQmrmsMTMUMVmwMXMYMZNANCNENFNGNINLNONPnrnuNZOMpaPEPFPGPHPKPLPMPNPRpsPTPWPYqaRERORSRUrwSAsbscSDSESGSHSISJSKslSMSNSOsrssstSVsxsySZTCtdtftgTHTJtktlTMTNtoTRTTtvTWTZUAugUMUSUYUZVAVCVEVGVIVNvuWFwsXKyeYTZAZMzw'.match(/../g)!;

/** Every country a supporter can choose, as upper-case codes. */
export const countries: readonly string[] = codes.map((code) => code.toUpperCase());

/** Whether an address in a country needs a postal code; true for an unknown country. */
export const needsPostalCode = (country = ''): boolean => !codes.includes(country.toLowerCase());
