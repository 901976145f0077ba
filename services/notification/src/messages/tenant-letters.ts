import type { MessageKommune } from '@opptak/messages';
import type { Tenant } from '@opptak/service';

/** The kommune as its messages present it. */
export function messageKommune({ kommune, name, letters }: Tenant): MessageKommune {
  const { otherNames, norwegian, sami, phone, email, website, privacyContact, postalAddress } = letters;
  return {
    number: kommune,
    names: name,
    otherNames,
    norwegian,
    sami,
    phone,
    email,
    website,
    privacyContact,
    postalAddress,
  };
}
