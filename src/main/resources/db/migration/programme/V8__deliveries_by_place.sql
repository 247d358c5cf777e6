-- The services behind a figure of a village.
create index delivery_by_place on programme.delivery (area_code, service_no, delivered_on);
