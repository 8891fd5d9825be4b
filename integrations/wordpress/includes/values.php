<?php
/**
 * The formats of the values that authors and administrators enter. What does not match is not used.
 */

defined( 'ABSPATH' ) || exit;

/** The name of a campaign or partner. */
function action_widgets_is_slug( string $text ): bool {
	return 1 === preg_match( '/\A[a-z0-9][a-z0-9-]{0,62}\z/', $text );
}

/** A BCP 47 tag. */
function action_widgets_is_language( string $text ): bool {
	return strlen( $text ) <= 35 && 1 === preg_match( '/\A[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*\z/', $text );
}

/** Returns the origin of an http or https address without user name and password, or an empty string. */
function action_widgets_get_origin( string $address ): string {
	$pattern = '~\A(https?://(?:[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?|\[[0-9a-f:]+\])(?::[0-9]{1,5})?)(?:[/?#]|\z)~i';
	return preg_match( $pattern, $address, $match ) ? strtolower( $match[1] ) : '';
}

/**
 * Reads the address of a campaign: of its document, or of its page, or only its id if the settings name a server.
 *
 * @return array|null The keys `origin` and `id`.
 */
function action_widgets_parse_campaign( string $campaign ) {
	if ( action_widgets_is_slug( $campaign ) ) {
		$servers = action_widgets_get_settings()['servers'];
		return $servers ? array( 'origin' => $servers[0], 'id' => $campaign ) : null;
	}
	$origin = action_widgets_get_origin( $campaign );
	$path   = substr( $campaign, strlen( $origin ) );
	if ( ! $origin || ! preg_match( '~\A/(?:campaigns/([^/?#]+)\.json|a/([^/?#]+))(?:[?#].*)?\z~', $path, $match ) ) {
		return null;
	}
	$id = end( $match );
	return action_widgets_is_slug( $id ) ? compact( 'origin', 'id' ) : null;
}
