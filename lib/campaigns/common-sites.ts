// Sites that stand in mail of every kind: social networks, shops, shorteners, trackers of senders for hire, mail programs'
// own footers. A link to them says nothing of who sends. What is missing here is found by how many accounts share it.

const COMMON = new Set(
  `adobe.com aka.ms amazon.com amazon.de apple.com bing.com bit.ly booking.com brevo.com canva.com cleverreach.com
  constantcontact.com dhl.com dhl.de docusign.com docusign.net dropbox.com ebay.com ebay.de etsy.com eventbrite.com
  facebook.com fb.com gmx.de gmx.net goo.gl google.com google.de googleapis.com googleusercontent.com gravatar.com
  gstatic.com hubspot.com instagram.com is.gd kleinanzeigen.de klaviyo.com linkedin.com list-manage.com
  live.com mailchimp.com mailgun.org mailjet.com maps.app.goo.gl microsoft.com microsoftonline.com mozilla.org
  newsletter2go.com office.com office365.com outlook.com ow.ly paypal.com paypal.de pinterest.com rapidmail.de
  rebrand.ly s.id schema.org sendgrid.net sendinblue.com sharepoint.com shorturl.at signal.org skype.com spotify.com
  t.co t.me telegram.me telegram.org threads.net thunderbird.net tiktok.com tinyurl.com twitter.com vimeo.com w3.org
  wa.me web.de whatsapp.com wikipedia.org x.com xing.com yahoo.com youtu.be youtube.com zoom.us`.split(/\s+/),
);

/** Whether a site is one of those that anybody links to. */
export function isCommonSite(site: string): boolean {
  return COMMON.has(site);
}
